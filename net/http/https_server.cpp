#include "net/http/https_server.h"
