/** For JavaScript: `confine({readable, writable, executable, restrictsFiles, startsNothing, usesDevices, threadOnly})`. */
#include <napi.h>

#include "confine.h"

namespace {

std::vector<std::string> paths(const Napi::Object& options, const char* name) {
    std::vector<std::string> found;
    const Napi::Value value = options.Get(name);
    if (!value.IsArray())
        return found;
    const Napi::Array array = value.As<Napi::Array>();
    for (uint32_t i = 0; i < array.Length(); i++)
        found.push_back(array.Get(i).ToString().Utf8Value());
    return found;
}

Napi::Value confineFromScript(const Napi::CallbackInfo& info) {
    const Napi::Object options = info[0].ToObject();
    Rights rights;
    rights.readable = paths(options, "readable");
    rights.writable = paths(options, "writable");
    rights.executable = paths(options, "executable");
    rights.restrictsFiles = options.Get("restrictsFiles").ToBoolean();
    rights.startsNothing = options.Get("startsNothing").ToBoolean();
    rights.usesDevices = options.Get("usesDevices").ToBoolean();
    rights.threadOnly = options.Get("threadOnly").ToBoolean();
    const Confinement result = confine(rights);
    Napi::Object answer = Napi::Object::New(info.Env());
    answer.Set("landlock", result.landlock);
    answer.Set("seccomp", result.seccomp);
    answer.Set("threadsLeft", result.threadsLeft);
    return answer;
}

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
    exports.Set("confine", Napi::Function::New(env, confineFromScript));
    return exports;
}

}  // namespace

NODE_API_MODULE(idiolect_confine, initialise)
