// Landlock's numbers are written out: the headers of older systems do not have them, and the kernel says which it knows.
#ifdef __linux__
#include "confine.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <set>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr long createRuleset = 444, addRule = 445, restrictSelf = 446;
constexpr uint64_t execute = 1 << 0, writeFile = 1 << 1, readFile = 1 << 2, readFolder = 1 << 3, removeFile = 1 << 5, makeFile = 1 << 8;
constexpr uint64_t refer = 1 << 13, truncateFile = 1 << 14, useDevice = 1 << 15;
constexpr uint64_t bindTcp = 1 << 0, connectTcp = 1 << 1;
constexpr uint64_t abstractSockets = 1 << 0, signals = 1 << 1;
constexpr uint64_t ofFiles = execute | writeFile | readFile | truncateFile | useDevice;

struct RulesetAttributes {
    uint64_t files, network, scope;
};
struct PathRule {
    uint64_t allowed;
    int32_t folder;
} __attribute__((packed));

uint64_t filesKnown(int version) {
    uint64_t known = refer - 1;
    if (version >= 2) known |= refer;
    if (version >= 3) known |= truncateFile;
    if (version >= 5) known |= useDevice;
    return known;
}

void allow(int ruleset, const std::vector<std::string>& paths, uint64_t rights) {
    for (const std::string& path : paths) {
        const int file = open(path.c_str(), O_PATH | O_CLOEXEC);
        if (file < 0)
            continue;
        struct stat found {};
        if (fstat(file, &found) == 0) {
            const PathRule rule{S_ISDIR(found.st_mode) ? rights : rights & ofFiles, file};
            syscall(addRule, ruleset, 1, &rule, 0);
        }
        close(file);
    }
}

// --- all threads of the process -------------------------------------------------------------------------------------------------------

std::atomic<int> rulesetOfAll{-1};
std::atomic<int> reached{0};

/** Only system calls: whatever the thread was doing continues afterwards. */
void restrictThisThread(int) {
    const int before = errno;
    const int ruleset = rulesetOfAll.load();
    if (ruleset >= 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        syscall(restrictSelf, ruleset, 0);
    reached.fetch_add(1);
    errno = before;
}

bool takesSignal(int thread, int signal) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/status", thread);
    FILE* file = fopen(path, "re");
    if (file == nullptr)
        return false;
    char line[256];
    unsigned long long blocked = 0;
    while (fgets(line, sizeof line, file) != nullptr)
        if (sscanf(line, "SigBlk: %llx", &blocked) == 1)
            break;
    fclose(file);
    return (blocked >> (signal - 1) & 1) == 0;
}

std::vector<int> threads() {
    std::vector<int> found;
    if (DIR* folder = opendir("/proc/self/task")) {
        while (const dirent* entry = readdir(folder))
            if (const int thread = atoi(entry->d_name))
                found.push_back(thread);
        closedir(folder);
    }
    return found;
}

/**
 * Landlock restricts one thread and those it starts. The others are sent a signal whose handler restricts them, until no new ones appear.
 */
int restrictOthers(int ruleset) {
    const int signal = SIGRTMAX - 3, self = static_cast<int>(syscall(SYS_gettid));
    struct sigaction action {}, previous {};
    action.sa_handler = restrictThisThread;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    if (sigaction(signal, &action, &previous) != 0)
        return static_cast<int>(threads().size()) - 1;
    rulesetOfAll = ruleset;
    std::set<int> done{self};
    std::set<int> left;
    for (bool isNew = true; isNew;) {
        isNew = false;
        for (const int thread : threads()) {
            if (!done.insert(thread).second)
                continue;
            isNew = true;
            const int before = reached;
            if (!takesSignal(thread, signal) || syscall(SYS_tgkill, getpid(), thread, signal) != 0) {
                left.insert(thread);
                continue;
            }
            for (int waited = 0; reached == before && waited < 2000; waited++) {
                const timespec half{0, 500'000};
                nanosleep(&half, nullptr);
            }
            if (reached == before)
                left.insert(thread);
        }
    }
    // a skipped thread that has ended since is no gap
    int still = 0;
    for (const int thread : threads())
        still += static_cast<int>(left.count(thread));
    // the handler stays: a late signal must not end the process
    if (left.empty()) {
        rulesetOfAll = -1;
        sigaction(signal, &previous, nullptr);
    }
    return still;
}

int landlock(const Rights& rights, int& threadsLeft) {
    const long version = syscall(createRuleset, nullptr, 0, 1);
    if (version <= 0)
        return 0;
    RulesetAttributes attributes{};
    if (rights.restrictsFiles)
        attributes.files = filesKnown(static_cast<int>(version)) & (rights.usesDevices ? ~useDevice : ~uint64_t{0});
    if (version >= 4)
        attributes.network = bindTcp | connectTcp;
    // to its own threads signals go since version 7 without an exception for them
    if (version >= 7)
        attributes.scope = abstractSockets | signals;
    if (attributes.files == 0 && attributes.network == 0)
        return 0;
    const size_t size = version >= 6 ? sizeof attributes : version >= 4 ? 16 : 8;
    const int ruleset = static_cast<int>(syscall(createRuleset, &attributes, size, 0));
    if (ruleset < 0)
        return 0;
    fcntl(ruleset, F_SETFD, FD_CLOEXEC);
    if (rights.restrictsFiles) {
        const uint64_t known = attributes.files;
        const uint64_t write = writeFile | truncateFile | removeFile | makeFile;
        allow(ruleset, rights.readable, known & (readFile | readFolder));
        allow(ruleset, rights.writable, known & (write | readFile | readFolder));
        allow(ruleset, rights.executable, known & (execute | readFile));
        allow(ruleset, {"/dev/null", "/dev/zero"}, known & (writeFile | readFile));
        allow(ruleset, {"/dev/urandom", "/dev/random"}, known & readFile);
    }
    int used = 0;
    if (syscall(restrictSelf, ruleset, 0) == 0) {
        used = static_cast<int>(version);
        if (!rights.threadOnly)
            threadsLeft = restrictOthers(ruleset);
    }
    close(ruleset);
    return used;
}

// --- seccomp --------------------------------------------------------------------------------------------------------------------------

/** Calls that neither the engine nor a parser needs. They fail with EPERM. */
const int refused[] = {
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_mount,
        SYS_umount2,
    SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, SYS_add_key, SYS_request_key, SYS_keyctl, SYS_init_module, SYS_finit_module,
    SYS_delete_module, SYS_kexec_load, SYS_open_by_handle_at, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_personality,
    // a ring does what other calls do without being asked here; entering one cannot be refused, as libuv has made its own by now and ends
    // the process when it may not use it
    425 /* io_uring_setup */, 428 /* open_tree */, 429 /* move_mount */,
    430 /* fsopen */, 438 /* pidfd_getfd */, 442 /* mount_setattr */
};
const int refusedPrograms[] = {SYS_execve, SYS_execveat};

#if defined(__x86_64__)
constexpr uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
constexpr uint32_t architecture = 0;
#endif

bool seccomp(const Rights& rights) {
    if (architecture == 0)
        return false;
    const uint32_t no = SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA);
    std::vector<sock_filter> program{
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, no),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
    };
    const auto refuse = [&](uint32_t call) {
        program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
        program.push_back(BPF_STMT(BPF_RET | BPF_K, no));
    };
#if defined(__x86_64__)
    // the same calls under other numbers
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1));
    program.push_back(BPF_STMT(BPF_RET | BPF_K, no));
#endif
    for (const int call : refused)
        refuse(static_cast<uint32_t>(call));
    if (rights.startsNothing)
        for (const int call : refusedPrograms)
            refuse(static_cast<uint32_t>(call));
    // a socket to anywhere; pairs of connected ones inside a process are another call
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3));
    program.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args)));
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, rights.usesDevices ? 1u /* AF_UNIX */ : 0xffffu, 1, 0));
    program.push_back(BPF_STMT(BPF_RET | BPF_K, no));
    program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return false;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, rights.threadOnly ? 0 : SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0;
}

}  // namespace

Confinement confine(const Rights& rights) {
    Confinement result;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return result;
    result.landlock = landlock(rights, result.threadsLeft);
    result.seccomp = seccomp(rights);
    return result;
}
#else
#include "confine.h"

Confinement confine(const Rights&) {
    return {};
}
#endif
