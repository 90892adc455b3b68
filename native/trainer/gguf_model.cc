#include "gguf_model.h"

#include <cstring>

#include "platform.h"
#include "refusal.h"

namespace {

std::string fileName(const std::string& path) {
    const size_t slash = path.find_last_of("/\\");
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

std::string damaged(const std::string& name, const std::string& how) {
    return "The model " + name + " is damaged: " + how + "; download or copy it again.";
}

/** `NAME-00002-of-00005.gguf` of part 2; `path` names any part. */
std::string partPath(const std::string& path, int part, int count) {
    const std::string suffix = ".gguf";
    const size_t tail = std::strlen("-00001-of-00001.gguf");
    if (path.size() < tail || path.compare(path.size() - suffix.size(), suffix.size(), suffix) != 0)
        throw Refusal("The model " + fileName(path) + " is one part of a split model but is not named like one; give the parts their "
            "original names.");
    char numbers[40];
    std::snprintf(numbers, sizeof numbers, "-%05d-of-%05d.gguf", part, count);
    return path.substr(0, path.size() - tail) + numbers;
}

}  // namespace

GgufModel::GgufModel(const std::string& path) : name_(fileName(path)) {
    openPart(path);
    const int count = static_cast<int>(integer("split.count", 1));
    if (count > 1) {
        files_.clear();
        tensors_.clear();
        metadata_.reset();
        for (int part = 1; part <= count; part++)
            openPart(partPath(path, part, count));
    }
    if (tensors_.empty())
        throw Refusal(damaged(name_, "it holds no tensors"));
}

void GgufModel::openPart(const std::string& path) {
    FILE* file = openFile(path, "rb");
    if (file == nullptr)
        throw Refusal("The model file " + path + " cannot be opened; check that it is there and may be read.");
    files_.emplace_back(file);
    const uint64_t size = fileSize(file);

    ggml_context* shapes = nullptr;
    gguf_init_params parameters{/*no_alloc*/ true, &shapes};
    std::unique_ptr<gguf_context, GgufFreer> header(gguf_init_from_file_ptr(file, parameters));
    if (header == nullptr)
        throw Refusal("The model " + fileName(path) + " is no GGUF file that can be read, or is cut off; download or copy it again.");
    const std::unique_ptr<ggml_context, decltype(&ggml_free)> owner(shapes, ggml_free);

    const uint64_t dataOffset = gguf_get_data_offset(header.get());
    for (int64_t i = 0; i < gguf_get_n_tensors(header.get()); i++) {
        StoredTensor tensor;
        tensor.name = gguf_get_tensor_name(header.get(), i);
        const ggml_tensor* shape = ggml_get_tensor(shapes, tensor.name.c_str());
        tensor.type = shape->type;
        tensor.columns = shape->ne[0];
        tensor.rows = ggml_nrows(shape);
        tensor.part = static_cast<int>(files_.size()) - 1;
        tensor.offset = dataOffset + gguf_get_tensor_offset(header.get(), i);
        if (tensor.offset + tensor.rowSize() * tensor.rows > size)
            throw Refusal(damaged(fileName(path), "it ends before its last tensor does"));
        tensors_[tensor.name] = tensor;
    }
    if (metadata_ == nullptr)
        metadata_ = std::move(header);
}

int64_t GgufModel::key(const std::string& name) const {
    return gguf_find_key(metadata_.get(), name.c_str());
}

bool GgufModel::has(const std::string& name) const { return key(name) >= 0; }

std::string GgufModel::text(const std::string& name) const {
    if (!has(name))
        throw Refusal(damaged(name_, "its header does not say " + name));
    return text(name, "");
}

std::string GgufModel::text(const std::string& name, const std::string& otherwise) const {
    const int64_t id = key(name);
    return id >= 0 && gguf_get_kv_type(metadata_.get(), id) == GGUF_TYPE_STRING ? gguf_get_val_str(metadata_.get(), id) : otherwise;
}

namespace {

int64_t integerAt(gguf_type type, const void* data, size_t index) {
    switch (type) {
        case GGUF_TYPE_UINT8: return static_cast<const uint8_t*>(data)[index];
        case GGUF_TYPE_INT8: return static_cast<const int8_t*>(data)[index];
        case GGUF_TYPE_BOOL: return static_cast<const uint8_t*>(data)[index] != 0;
        case GGUF_TYPE_UINT16: return static_cast<const uint16_t*>(data)[index];
        case GGUF_TYPE_INT16: return static_cast<const int16_t*>(data)[index];
        case GGUF_TYPE_UINT32: return static_cast<const uint32_t*>(data)[index];
        case GGUF_TYPE_INT32: return static_cast<const int32_t*>(data)[index];
        case GGUF_TYPE_UINT64: return static_cast<int64_t>(static_cast<const uint64_t*>(data)[index]);
        case GGUF_TYPE_INT64: return static_cast<const int64_t*>(data)[index];
        default: return 0;
    }
}

}  // namespace

int64_t GgufModel::integer(const std::string& name) const {
    if (!has(name))
        throw Refusal(damaged(name_, "its header does not say " + name));
    return integer(name, 0);
}

int64_t GgufModel::integer(const std::string& name, int64_t otherwise) const {
    const int64_t id = key(name);
    if (id < 0)
        return otherwise;
    const gguf_type type = gguf_get_kv_type(metadata_.get(), id);
    if (type == GGUF_TYPE_ARRAY) {
        const std::vector<int64_t> items = integers(name);
        for (const int64_t item : items)
            if (item != items[0])
                throw Refusal("The model " + name_ + " has layers of different shapes (" + name + "), which cannot be trained; choose "
                    "another one.");
        return items.empty() ? otherwise : items[0];
    }
    return type == GGUF_TYPE_STRING ? otherwise : integerAt(type, gguf_get_val_data(metadata_.get(), id), 0);
}

double GgufModel::number(const std::string& name, double otherwise) const {
    const int64_t id = key(name);
    if (id < 0)
        return otherwise;
    switch (gguf_get_kv_type(metadata_.get(), id)) {
        case GGUF_TYPE_FLOAT32: return gguf_get_val_f32(metadata_.get(), id);
        case GGUF_TYPE_FLOAT64: return gguf_get_val_f64(metadata_.get(), id);
        default: return static_cast<double>(integer(name, static_cast<int64_t>(otherwise)));
    }
}

std::vector<int64_t> GgufModel::integers(const std::string& name) const {
    const int64_t id = key(name);
    if (id < 0 || gguf_get_kv_type(metadata_.get(), id) != GGUF_TYPE_ARRAY)
        return {};
    const gguf_type type = gguf_get_arr_type(metadata_.get(), id);
    if (type == GGUF_TYPE_STRING || type == GGUF_TYPE_ARRAY)
        return {};
    std::vector<int64_t> items(gguf_get_arr_n(metadata_.get(), id));
    for (size_t i = 0; i < items.size(); i++)
        items[i] = integerAt(type, gguf_get_arr_data(metadata_.get(), id), i);
    return items;
}

const StoredTensor* GgufModel::find(const std::string& name) const {
    const auto found = tensors_.find(name);
    return found == tensors_.end() ? nullptr : &found->second;
}

const StoredTensor& GgufModel::tensor(const std::string& name) const {
    const StoredTensor* found = find(name);
    if (found == nullptr)
        throw Refusal(damaged(name_, "it lacks the tensor " + name));
    return *found;
}

void GgufModel::readRows(const StoredTensor& tensor, int64_t first, int64_t count, void* into) const {
    FILE* file = files_[tensor.part].get();
    const size_t bytes = tensor.rowSize() * count;
    if (!seekTo(file, tensor.offset + tensor.rowSize() * first) || std::fread(into, 1, bytes, file) != bytes)
        throw Refusal("The model " + name_ + " could not be read to its end; check the disk and try again.");
}

void GgufModel::readFloats(const StoredTensor& tensor, int64_t first, int64_t count, float* into) const {
    std::vector<uint8_t> bytes(tensor.rowSize() * count);
    readRows(tensor, first, count, bytes.data());
    toFloats(tensor.type, bytes.data(), into, count * tensor.columns);
}

void toFloats(ggml_type type, const void* bytes, float* into, int64_t count) {
    if (type == GGML_TYPE_F32)
        std::memcpy(into, bytes, count * sizeof(float));
    else
        ggml_get_type_traits(type)->to_float(bytes, into, count);
}
