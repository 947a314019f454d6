#include "net/sync/link_failure.h"
