#include "net/tls/enrolment_code.h"
