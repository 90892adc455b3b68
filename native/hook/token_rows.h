// Rows of a model's token embedding matrix, as they stand in the file, in whatever type they are stored.
#pragma once

#include <cstdint>
#include <vector>

#include "ggml.h"

/**
 * `bytes` holds whole rows of `columns` values of `type`, one after the other; returns them as floats, shape (rows, columns).
 * Throws std::invalid_argument if the bytes are not whole rows or the type cannot be read.
 */
std::vector<float> decodeRows(ggml_type type, const uint8_t* bytes, size_t byteCount, int64_t columns);
