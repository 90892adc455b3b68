// Written from the documentation and not tested yet: there was no Windows machine to try it on.
#include "platform.h"

#include <csignal>
#include <fcntl.h>
#include <io.h>
#include <windows.h>
#include <psapi.h>

namespace {

std::atomic<bool>* cancelFlag = nullptr;

std::wstring wide(const std::string& text) {
    std::wstring result(MultiByteToWideChar(CP_UTF8, 0, text.c_str(), -1, nullptr, 0), L'\0');
    MultiByteToWideChar(CP_UTF8, 0, text.c_str(), -1, result.data(), static_cast<int>(result.size()));
    return result;
}

}  // namespace

FILE* openFile(const std::string& path, const char* mode) { return _wfopen(wide(path).c_str(), wide(mode).c_str()); }

uint64_t fileSize(FILE* file) { return static_cast<uint64_t>(_filelengthi64(_fileno(file))); }

bool seekTo(FILE* file, uint64_t position) { return _fseeki64(file, static_cast<int64_t>(position), SEEK_SET) == 0; }

bool syncAndReplace(FILE* file, const std::string& from, const std::string& to) {
    const bool whole = std::fflush(file) == 0 && std::ferror(file) == 0 && _commit(_fileno(file)) == 0;
    return std::fclose(file) == 0 && whole
        && MoveFileExW(wide(from).c_str(), wide(to).c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0;
}

void removeFile(const std::string& path) { DeleteFileW(wide(path).c_str()); }

void lowerPriority() { SetPriorityClass(GetCurrentProcess(), BELOW_NORMAL_PRIORITY_CLASS); }

void useBinaryStreams() {
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
}

void cancelOnSignals(std::atomic<bool>& cancelled) {
    cancelFlag = &cancelled;
    for (const int number : {SIGTERM, SIGINT})
        std::signal(number, [](int) { *cancelFlag = true; });
}

uint64_t peakMemory() {
    PROCESS_MEMORY_COUNTERS counters{};
    return GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters) ? counters.PeakWorkingSetSize : 0;
}

double cpuSeconds() {
    FILETIME created{}, exited{}, kernel{}, user{};
    GetProcessTimes(GetCurrentProcess(), &created, &exited, &kernel, &user);
    const auto seconds = [](const FILETIME& time) {
        return 1e-7 * static_cast<double>((static_cast<uint64_t>(time.dwHighDateTime) << 32) | time.dwLowDateTime);
    };
    return seconds(kernel) + seconds(user);
}
