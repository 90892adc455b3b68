#pragma once
#include <stdexcept>
#include <string>

/** A condition that the user can fix: the message is one sentence and is shown as it is. Any other exception is a bug. */
struct Refusal : std::runtime_error {
    using std::runtime_error::runtime_error;
};
