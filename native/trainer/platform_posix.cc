#include "platform.h"

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

std::atomic<bool>* cancelFlag = nullptr;
constexpr int niceness = 10;

}  // namespace

FILE* openFile(const std::string& path, const char* mode) {
    FILE* file = std::fopen(path.c_str(), mode);
    struct stat info {};
    // fopen opens a folder for reading as well
    if (file != nullptr && (fstat(fileno(file), &info) != 0 || S_ISDIR(info.st_mode))) {
        std::fclose(file);
        return nullptr;
    }
    if (file != nullptr && mode[0] == 'w')
        fchmod(fileno(file), S_IRUSR | S_IWUSR);
    return file;
}

uint64_t fileSize(FILE* file) {
    struct stat info {};
    return fstat(fileno(file), &info) == 0 ? static_cast<uint64_t>(info.st_size) : 0;
}

bool seekTo(FILE* file, uint64_t position) { return fseeko(file, static_cast<off_t>(position), SEEK_SET) == 0; }

bool syncAndReplace(FILE* file, const std::string& from, const std::string& to) {
    const bool whole = std::fflush(file) == 0 && std::ferror(file) == 0 && fsync(fileno(file)) == 0;
    return std::fclose(file) == 0 && whole && std::rename(from.c_str(), to.c_str()) == 0;
}

void removeFile(const std::string& path) { unlink(path.c_str()); }

void lowerPriority() {
    if (setpriority(PRIO_PROCESS, 0, niceness) != 0) {
        // the program also works with its original priority
    }
}

void useBinaryStreams() {}

void cancelOnSignals(std::atomic<bool>& cancelled) {
    cancelFlag = &cancelled;
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        std::signal(number, [](int) { *cancelFlag = true; });
    std::signal(SIGPIPE, SIG_IGN);  // the exit of the host is detected on standard input
}

uint64_t peakMemory() {
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) != 0)
        return 0;
#ifdef __APPLE__
    return static_cast<uint64_t>(usage.ru_maxrss);
#else
    return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
#endif
}

double cpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec); };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}
