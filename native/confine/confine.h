#pragma once
#include <string>
#include <vector>

/**
 * Takes rights from this process or thread that it cannot get back, with Landlock (files, TCP, signals) and seccomp (sockets, and calls
 * that reach into other processes or the kernel). Linux only; elsewhere, and where the kernel has neither, nothing happens.
 */
struct Rights {
    bool restrictsFiles = false;
    /** files and folders, with everything below them; those that do not exist are left out */
    std::vector<std::string> readable;
    /** files that may be written in place, and folders in which files may be made, renamed and removed */
    std::vector<std::string> writable;
    /** programs that may be started; their loaders belong to them */
    std::vector<std::string> executable;
    /** no program at all may be started; for a thread, whose rights on files the system does not check everywhere */
    bool startsNothing = false;
    /** devices may be used, and sockets to programs of this machine opened, as drivers of graphics cards need */
    bool usesDevices = false;
    /** this thread alone, and those that it starts */
    bool threadOnly = false;
};

struct Confinement {
    /** version of Landlock's interface that was used; 0: none */
    int landlock = 0;
    bool seccomp = false;
    /** threads that could not be reached, as they take no signals */
    int threadsLeft = 0;
};

Confinement confine(const Rights& rights);
