{
    # Windows only; Linux and macOS call the compiler directly, see ../build.mjs
    "targets": [{
        "target_name": "idiolect_hook",
        "sources": ["addon.cc", "handshake.cc", "inject.cc", "llama_symbols.cc", "token_rows.cc", "platform_windows.cc"],
        "include_dirs": [
            "../../node_modules/node-addon-api",
            "../../node_modules/node-api-headers/include",
            "../../node_modules/node-llama-cpp/llama/addon",
            "../llama-headers/include",
            "../llama-headers/ggml/include"
        ],
        "defines": ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS"],
        "msvs_settings": {"VCCLCompilerTool": {"ExceptionHandling": 1, "RuntimeTypeInfo": "true", "AdditionalOptions": ["/std:c++17"]}},
        "libraries": ["psapi.lib"]
    }]
}
