#pragma once
#include <stdexcept>
#include <string>

/** A condition the user can act on: the message is one sentence and is shown as it stands. Anything else that is thrown is a bug. */
struct Refusal : std::runtime_error {
    using std::runtime_error::runtime_error;
};
