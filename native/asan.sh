#!/bin/sh
# Runs the hook's tests with the hook built under AddressSanitizer: reads and writes outside what was allocated, or after it was freed.
# Leaks are not looked for: Node frees little when it exits. ASan's runtime has to be loaded before Node; Node itself is not instrumented.
set -e
cd "$(dirname "$0")/.."
node native/build.mjs --asan
runtime=$("${CXX:-c++}" -print-file-name=libasan.so)
IDIOLECT_HOOK=asan LD_PRELOAD="$runtime" ASAN_OPTIONS=detect_leaks=0:halt_on_error=1 \
    node node_modules/vitest/vitest.mjs run main/engine/hook.test.ts
