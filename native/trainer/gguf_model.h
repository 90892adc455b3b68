#pragma once
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ggml.h"
#include "gguf.h"

/** One tensor of a GGUF file, not read yet. */
struct StoredTensor {
    std::string name;
    ggml_type type = GGML_TYPE_F32;
    int64_t columns = 0;  // ne[0]: values in a row
    int64_t rows = 0;     // product of the other dimensions
    int part = 0;         // index of the file that holds it
    uint64_t offset = 0;  // bytes from the start of that file

    size_t rowSize() const { return ggml_row_size(type, columns); }
};

/**
 * A model file, or all files of a split one (NAME-00001-of-0000N.gguf; any of them may be named). Only headers are read at once;
 * tensor data is read row by row when asked for.
 */
class GgufModel {
public:
    /** @throws Refusal if a file is missing, is no GGUF, or is cut short */
    explicit GgufModel(const std::string& path);

    const std::string& name() const { return name_; }
    bool has(const std::string& key) const;
    /** @throws Refusal if there is no such string */
    std::string text(const std::string& key) const;
    std::string text(const std::string& key, const std::string& otherwise) const;
    /** Integers and booleans of any width; an array gives its first item. @throws Refusal if there is no such number */
    int64_t integer(const std::string& key) const;
    int64_t integer(const std::string& key, int64_t otherwise) const;
    double number(const std::string& key, double otherwise) const;
    /** Items of an array of integers or booleans; empty if there is none. */
    std::vector<int64_t> integers(const std::string& key) const;

    const StoredTensor* find(const std::string& name) const;
    /** @throws Refusal if the file lacks the tensor */
    const StoredTensor& tensor(const std::string& name) const;
    /** Bytes of rows [first, first + count). @throws Refusal if they cannot be read */
    void readRows(const StoredTensor& tensor, int64_t first, int64_t count, void* into) const;
    /** The same rows as floats, shape (count, columns). */
    void readFloats(const StoredTensor& tensor, int64_t first, int64_t count, float* into) const;

private:
    struct FileCloser { void operator()(FILE* file) const { std::fclose(file); } };
    struct GgufFreer { void operator()(gguf_context* context) const { gguf_free(context); } };

    void openPart(const std::string& path);
    /** index of the key in the first part, which holds the metadata; -1 if there is none */
    int64_t key(const std::string& name) const;

    std::string name_;
    std::vector<std::unique_ptr<FILE, FileCloser>> files_;
    std::unique_ptr<gguf_context, GgufFreer> metadata_;
    std::map<std::string, StoredTensor> tensors_;
};

/** Whole rows of a quantised or float type as floats. */
void toFloats(ggml_type type, const void* bytes, float* into, int64_t count);
