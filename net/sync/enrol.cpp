#include "net/sync/enrol.h"
