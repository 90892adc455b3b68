#include "platform.h"

#define NOMINMAX
#include <windows.h>
#include <psapi.h>

#include <vector>

static std::string pathOf(HMODULE module) {
    char path[MAX_PATH * 4];
    const DWORD length = GetModuleFileNameA(module, path, sizeof path);
    return std::string(path, length);
}

static std::string folderOf(const std::string& path) {
    return path.substr(0, path.find_last_of("\\/"));
}

Module moduleContaining(const void* address) {
    HMODULE module = nullptr;
    const DWORD flags = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
    if (!GetModuleHandleExA(flags, static_cast<LPCSTR>(address), &module))
        return {};
    return {module, pathOf(module)};
}

// GetProcAddress does not look into the libraries a module links, so those from the module's own folder are asked in turn.
void* findFunction(const Module& module, const char* name) {
    std::vector<HMODULE> loaded(1024);
    DWORD needed = 0;
    if (!EnumProcessModules(GetCurrentProcess(), loaded.data(), DWORD(loaded.size() * sizeof(HMODULE)), &needed))
        return nullptr;
    if (needed < loaded.size() * sizeof(HMODULE))
        loaded.resize(needed / sizeof(HMODULE));
    for (HMODULE candidate : loaded)
        if (folderOf(pathOf(candidate)) == folderOf(module.path))
            if (auto function = GetProcAddress(candidate, name))
                return reinterpret_cast<void*>(function);
    return nullptr;
}

bool isClass(const std::type_info& type, const char* name) {
    return type.name() == std::string("class ") + name;
}
