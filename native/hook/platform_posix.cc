#include "platform.h"

#include <dlfcn.h>

Module moduleContaining(const void* address) {
    Dl_info found{};
    if (dladdr(address, &found) == 0 || found.dli_fname == nullptr)
        return {};
    return {found.dli_fbase, found.dli_fname};
}

void* findFunction(const Module& module, const char* name) {
    void* handle = dlopen(module.path.c_str(), RTLD_LAZY | RTLD_NOLOAD);
    if (handle == nullptr)
        return nullptr;
    void* function = dlsym(handle, name);  // searches the module, then the libraries it links: libllama, libggml
    dlclose(handle);                       // gives back only our count: RTLD_NOLOAD found it loaded
    return function;
}

bool isClass(const std::type_info& type, const char* name) {
    const std::string length = std::to_string(std::string(name).size());
    return type.name() == length + name;  // Itanium C++ ABI: the name's length, then the name
}
