/**
 * Trains persona vectors, and on request a LoRA, through a frozen model. `idiolect-trainer GGML_FOLDER`
 *
 * Standard input: the length of a request (8 bytes, little-endian), the request (a GGUF, see request.h), and then nothing until it is
 * closed, which cancels. Standard output: messages, one JSON object a line. Exit codes: 0 done or cancelled, 1 refused (the last
 * message says why), anything else a crash.
 */
#include <cstdlib>
#include <cstring>
#include <new>
#include <thread>

#include "confine.h"
#include "ggml-backend.h"
#include "ggml.h"
#include "messages.h"
#include "platform.h"
#include "refusal.h"
#include "request.h"
#include "trainer.h"

namespace {

std::atomic<bool> cancelled{false};
constexpr uint64_t largestRequest = uint64_t{1} << 32;

std::vector<uint8_t> readRequest() {
    uint8_t prefix[8];
    uint64_t length = 0;
    if (std::fread(prefix, 1, sizeof prefix, stdin) != sizeof prefix)
        throw Refusal("The trainer was started without a request; it is started by Idiolect, not by hand.");
    for (int i = 7; i >= 0; i--)
        length = length << 8 | prefix[i];
    if (length > largestRequest)
        throw Refusal("The trainer was started with a request of an impossible length; it is started by Idiolect, not by hand.");
    std::vector<uint8_t> bytes(length);
    if (std::fread(bytes.data(), 1, length, stdin) != length)
        throw Refusal("The trainer's request ended too early; start the training again.");
    return bytes;
}

/** The host closes standard input to cancel; the system closes it when the host has exited. */
void cancelWithHost() {
    std::thread([] {
        while (std::getchar() != EOF) {
        }
        cancelled = true;
    }).detach();
}

int refuse(const std::string& sentence) {
    Message("refusal").add("message", sentence).send();
    return 1;
}

std::string folderOf(const std::string& path) {
    const size_t end = path.find_last_of('/');
    return end == std::string::npos ? "." : end == 0 ? "/" : path.substr(0, end);
}

/** Drops privileges: from here on only the model's folder can be read (it may be split), and the output folders written. */
void giveUpRights(const Request& request) {
    Rights rights;
    rights.restrictsFiles = true;
    rights.startsNothing = true;
    rights.readable = {folderOf(request.modelPath), "/proc", "/sys/devices/system"};
#ifndef _WIN32
    if (char* real = realpath(request.modelPath.c_str(), nullptr)) {
        rights.readable.push_back(folderOf(real));
        std::free(real);
    }
#endif
    for (const std::string& path : {request.checkpointPath, request.adapterPath})
        if (!path.empty())
            rights.writable.push_back(folderOf(path));
    confine(rights);
}

int run(const char* ggmlFolder) {
    ggml_log_set([](ggml_log_level, const char*, void*) {}, nullptr);
    ggml_backend_load_all_from_path(ggmlFolder);
    useBinaryStreams();
    lowerPriority();
    cancelOnSignals(cancelled);
    try {
        const Request request = parseRequest(readRequest());
        giveUpRights(request);
        cancelWithHost();
        Trainer(request, cancelled).run();
        return 0;
    } catch (const Refusal& refusal) {
        return refuse(refusal.what());
    } catch (const std::bad_alloc&) {
        return refuse("There is not enough free memory for this training; close other programs or choose a smaller model.");
    }
}

}  // namespace

int main(int count, char** arguments) {
    const int code = count == 2 ? run(arguments[1])
        : refuse("The trainer needs the folder of llama.cpp's libraries; it is started by Idiolect, not by hand.");
    // a thread is still blocked on standard input
    std::fflush(stdout);
    std::_Exit(code);
}
