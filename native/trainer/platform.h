#pragma once
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <string>

/** What differs between operating systems. Paths are UTF-8. */

FILE* openFile(const std::string& path, const char* mode);
uint64_t fileSize(FILE* file);
bool seekTo(FILE* file, uint64_t position);

/** Makes what was written durable and atomically replaces `to` by `from`. False if the disk refused. */
bool syncAndReplace(FILE* file, const std::string& from, const std::string& to);
void removeFile(const std::string& path);

/** Lowers the priority below every other program. */
void lowerPriority();

/** Standard input and output as they are, without line-end conversion. */
void useBinaryStreams();

/** `cancelled` becomes true on SIGTERM, SIGINT or SIGHUP. */
void cancelOnSignals(std::atomic<bool>& cancelled);

/** bytes, highest resident set of this process so far; 0 if unknown */
uint64_t peakMemory();

/** Seconds of CPU time that this process has used. */
double cpuSeconds();
