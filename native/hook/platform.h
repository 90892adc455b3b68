// What differs between operating systems: finding a loaded library and a symbol in it. Linux is tested; macOS and Windows are not yet.
#pragma once

#include <string>
#include <typeinfo>

/** A shared library that is loaded in this process. Two modules are the same when their bases are equal. */
struct Module {
    const void* base = nullptr;
    std::string path;
};

/** The module whose memory contains `address`; base is null if none does. Never reads what `address` points at. */
Module moduleContaining(const void* address);

/** A function of `module` or of the libraries it came with; null if there is none of that name. Loads nothing. */
void* findFunction(const Module& module, const char* name);

/** Whether `type` is the class `name`, which is in no namespace. */
bool isClass(const std::type_info& type, const char* name);
