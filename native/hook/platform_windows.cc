// Compiled with MinGW's headers (`npm run native:cross`), never run: there was no Windows machine to try it on.
#include "platform.h"

#define NOMINMAX
#include <windows.h>
#include <psapi.h>

#include <vector>

/** of paths with the prefix \\?\, in characters */
static constexpr DWORD longestPath = 32768;

static std::wstring pathOf(HMODULE module) {
    std::wstring path(longestPath, L'\0');
    path.resize(GetModuleFileNameW(module, path.data(), longestPath));
    return path;
}

static std::string utf8(const std::wstring& text) {
    const int length = int(text.size());
    std::string result(WideCharToMultiByte(CP_UTF8, 0, text.data(), length, nullptr, 0, nullptr, nullptr), '\0');
    WideCharToMultiByte(CP_UTF8, 0, text.data(), length, result.data(), int(result.size()), nullptr, nullptr);
    return result;
}

/**
 * A module's path is spelled as it was loaded: Node puts the prefix \\?\ before an addon's, which the libraries that it links need not
 * have.
 */
static std::wstring folderOf(HMODULE module) {
    const std::wstring path = pathOf(module), prefix = L"\\\\?\\";
    const size_t start = path.compare(0, prefix.size(), prefix) == 0 ? prefix.size() : 0;
    const size_t end = path.find_last_of(L"\\/");
    return end == std::wstring::npos || end < start ? L"" : path.substr(start, end - start);
}

static bool isSameFolder(const std::wstring& a, const std::wstring& b) {
    return CompareStringOrdinal(a.data(), int(a.size()), b.data(), int(b.size()), TRUE) == CSTR_EQUAL;
}

Module moduleContaining(const void* address) {
    HMODULE module = nullptr;
    const DWORD flags = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
    if (!GetModuleHandleExW(flags, static_cast<LPCWSTR>(address), &module))
        return {};
    return {module, utf8(pathOf(module))};
}

// GetProcAddress does not look into the libraries a module links, so those from the module's own folder are asked in turn.
void* findFunction(const Module& module, const char* name) {
    std::vector<HMODULE> loaded(1024);
    DWORD needed = 0;
    if (!EnumProcessModules(GetCurrentProcess(), loaded.data(), DWORD(loaded.size() * sizeof(HMODULE)), &needed))
        return nullptr;
    if (needed < loaded.size() * sizeof(HMODULE))
        loaded.resize(needed / sizeof(HMODULE));
    const std::wstring folder = folderOf(static_cast<HMODULE>(const_cast<void*>(module.base)));
    for (HMODULE candidate : loaded)
        if (isSameFolder(folderOf(candidate), folder))
            if (auto function = GetProcAddress(candidate, name))
                return reinterpret_cast<void*>(function);
    return nullptr;
}

bool isClass(const std::type_info& type, const char* name) {
    return type.name() == std::string("class ") + name;
}
