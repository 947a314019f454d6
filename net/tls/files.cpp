#include "net/tls/certificates.h"
