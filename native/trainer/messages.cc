#include "messages.h"

#include <cmath>
#include <cstdio>

namespace {

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        if (static_cast<unsigned char>(c) < 0x20) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", c);
            result += escape;
        } else
            result += c;
    }
    return result + '"';
}

std::string base64(const uint8_t* bytes, size_t size) {
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    result.reserve((size + 2) / 3 * 4);
    for (size_t i = 0; i < size; i += 3) {
        const size_t left = size - i;
        const uint32_t triple = bytes[i] << 16 | (left > 1 ? bytes[i + 1] << 8 : 0) | (left > 2 ? bytes[i + 2] : 0);
        result += digits[triple >> 18];
        result += digits[triple >> 12 & 63];
        result += left > 1 ? digits[triple >> 6 & 63] : '=';
        result += left > 2 ? digits[triple & 63] : '=';
    }
    return result;
}

}  // namespace

Message::Message(const char* type) : line_("{\"type\":" + quoted(type)) {}

Message& Message::add(const char* key, double value) {
    char number[40];
    std::snprintf(number, sizeof number, "%.9g", value);
    line_ += "," + quoted(key) + ":" + (std::isfinite(value) ? number : "null");
    return *this;
}

Message& Message::add(const char* key, const std::string& value) {
    line_ += "," + quoted(key) + ":" + quoted(value);
    return *this;
}

Message& Message::add(const char* key, const std::vector<float>& values) {
    return add(key, base64(reinterpret_cast<const uint8_t*>(values.data()), values.size() * sizeof(float)));
}

void Message::send() {
    line_ += "}\n";
    std::fwrite(line_.data(), 1, line_.size(), stdout);
    std::fflush(stdout);
}
