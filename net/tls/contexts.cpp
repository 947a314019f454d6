#include "net/tls/contexts.h"
