#include "net/http/https_client.h"
