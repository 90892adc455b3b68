#pragma once
#include <string>
#include <vector>

/**
 * Permanently drops privileges of this process or thread, with Landlock (files, TCP, signals) and seccomp (sockets, and calls that access
 * other processes or the kernel). Linux only; elsewhere, and if the kernel has neither, nothing happens.
 */
struct Rights {
    bool restrictsFiles = false;
    /** files and folders, with everything below them; missing ones are left out */
    std::vector<std::string> readable;
    /** files that may be written in place, and folders in which files may be created, renamed and removed */
    std::vector<std::string> writable;
    /** programs that may be started, including their loaders */
    std::vector<std::string> executable;
    /** no program may be started; for a thread, whose access to files the system does not check everywhere */
    bool startsNothing = false;
    /** devices may be used, and sockets to programs of this machine opened, as drivers of graphics cards need */
    bool usesDevices = false;
    /** only this thread, and those that it starts */
    bool threadOnly = false;
};

struct Confinement {
    /** version of Landlock's interface that was used; 0: none */
    int landlock = 0;
    bool seccomp = false;
    /** threads that could not be restricted, as they block signals */
    int threadsLeft = 0;
};

Confinement confine(const Rights& rights);
