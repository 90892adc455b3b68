#include "token_rows.h"

#include "llama_symbols.h"

#include <cstring>
#include <stdexcept>
#include <string>

std::vector<float> decodeRows(ggml_type type, const uint8_t* bytes, size_t byteCount, int64_t columns) {
    if (type < 0 || type >= GGML_TYPE_COUNT)
        throw std::invalid_argument("there is no tensor type " + std::to_string(int(type)));
    const ggml_type_traits* traits = llama().typeTraits(type);
    if (traits->blck_size == 0 || (type != GGML_TYPE_F32 && traits->to_float == nullptr))
        throw std::invalid_argument("rows of tensor type " + std::to_string(int(type)) + " cannot be read");
    if (columns <= 0 || columns % traits->blck_size != 0)
        throw std::invalid_argument("a row of " + std::to_string(columns) + " values is not made of whole blocks");
    const size_t rowSize = llama().rowSize(type, columns);
    if (byteCount == 0 || byteCount % rowSize != 0)
        throw std::invalid_argument(std::to_string(byteCount) + " bytes are not whole rows of " + std::to_string(rowSize));

    const size_t rows = byteCount / rowSize;
    std::vector<float> values(rows * size_t(columns));
    if (type == GGML_TYPE_F32) {
        std::memcpy(values.data(), bytes, byteCount);
        return values;
    }
    for (size_t row = 0; row < rows; row++)
        traits->to_float(bytes + row * rowSize, values.data() + row * size_t(columns), columns);
    return values;
}
