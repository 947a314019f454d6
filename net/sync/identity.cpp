#include "net/sync/identity.h"
