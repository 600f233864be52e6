#pragma once
#include <espeak-ng/speak_lib.h>
// Declares espeak_ng_ status codes and error texts that speak_lib.h leaves out.
#include <espeak-ng/espeak_ng.h>
