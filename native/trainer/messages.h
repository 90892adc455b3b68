#pragma once
#include <cstdint>
#include <string>
#include <vector>

/** One JSON object on one line of standard output. Numbers that are not finite become null. */
class Message {
public:
    explicit Message(const char* type);
    Message& add(const char* key, double value);
    Message& add(const char* key, const std::string& value);
    /** little-endian 32-bit floats in base64 */
    Message& add(const char* key, const std::vector<float>& values);
    /** Writes the line at once. */
    void send();

private:
    std::string line_;
};
