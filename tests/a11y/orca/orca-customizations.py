"""Orca's own settings in this test: its words go to our quiet voice, it waits for nothing, and it says no hints of its own."""

import orca.settings

orca.settings.speechServerFactory = "quiet_voice"
orca.settings.speechFactoryModules = ["quiet_voice"]
orca.settings.enableBraille = False
orca.settings.enableSound = False
orca.settings.enableTutorialMessages = False
orca.settings.timeoutTime = 60
