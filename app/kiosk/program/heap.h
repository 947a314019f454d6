// How much memory glibc keeps that nobody uses. Any thread; failure: it keeps more.
#pragma once

namespace warmheart {

// First in main, before there are threads: pictures and pages' large blocks go back to the machine when they are freed,
// and all threads but the first share one arena. Left alone, glibc raises both bounds to tens of megabytes as soon as
// one large picture was freed.
void bound_heap();

// What lies free between blocks in use goes back, too: a few milliseconds, so only while nobody waits.
void release_freed_memory();

}  // namespace warmheart
