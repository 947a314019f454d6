// Whether headphones are in, by the jacks that ALSA's cards report ("Headphone Jack", "Front Headphone Jack").
#pragma once

namespace warmheart {

// False also where no card reports a jack. Blocks for about a millisecond.
bool headphones_are_in();

}  // namespace warmheart
