// From a JavaScript object to node-llama-cpp's C++ object, with every check that can be made before a pointer is followed.
//
// node-llama-cpp has no interface for this. The hook knows the layout of AddonContext and AddonModel from the package's own headers,
// and a layout is only good for the release it was compiled against. So JavaScript compares the release's version first, and the
// handshake then compares everything both sides know. Whatever does not agree is a JavaScript error.
#pragma once

#include <napi.h>

#include "AddonContext.h"
#include "AddonModel.h"

/** Finds llama.cpp through `model`, which has to be node-llama-cpp's AddonModel. Returns the path of the addon. */
std::string bindThroughModel(Napi::Value model, Napi::Value modelClass);

/** A context's properties as JavaScript sees them, to compare with the C++ object. */
struct ExpectedContext {
    Napi::Value contextClass;
    Napi::Value model;
    Napi::Value modelClass;
    uint32_t sequences;
    uint32_t batchSize;
};

/**
 * The C++ object behind `context`. It is valid while JavaScript holds it and it is not disposed; check `ctx` again under `disposeMutex` if
 * other threads run. Throws Napi::Error.
 */
AddonContext* checkedContext(Napi::Value context, const ExpectedContext& expected);
