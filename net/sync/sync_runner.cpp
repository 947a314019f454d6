#include "net/sync/sync_runner.h"
