#include "net/http/message.h"
