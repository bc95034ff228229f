using UtilityBilling.Settings;

namespace UtilityBilling.Platform.Settings;

/// <summary>What a town may change about signing in.</summary>
public static class PlatformSettings
{
    public const string Group = "Platform";

    /// <summary>Wrong attempts in a row before sign-in pauses.</summary>
    public const string LockoutAttempts = "Platform.Lockout.Attempts";

    /// <summary>How long sign-in pauses, in minutes.</summary>
    public const string LockoutMinutes = "Platform.Lockout.Minutes";

    /// <summary>Minutes without work after which a session ends.</summary>
    public const string SessionIdleMinutes = "Platform.Session.IdleMinutes";

    /// <summary>Minutes before its end at which the page warns.</summary>
    public const string SessionWarningMinutes = "Platform.Session.WarningMinutes";

    /// <summary>Hours after which everybody signs in again, working or not.</summary>
    public const string SessionMaxHours = "Platform.Session.MaxHours";

    /// <summary>The fewest characters of a password.</summary>
    public const string PasswordMinLength = "Platform.Password.MinLength";

    /// <summary>Days after which the last backup is too old.</summary>
    public const string BackupTakenDays = "Platform.Backup.TakenDays";

    /// <summary>Days after which a backup must have been restored again, to know that it can be.</summary>
    public const string BackupRestoredDays = "Platform.Backup.RestoredDays";
}

public sealed class PlatformSettingDefinitionProvider : SettingDefinitionProvider
{
    public override IEnumerable<SettingDefinition> Define() =>
    [
        new(PlatformSettings.LockoutAttempts, SettingKind.Integer, "5", PlatformSettings.Group) { Min = 3, Max = 100 },
        new(PlatformSettings.LockoutMinutes, SettingKind.Integer, "15", PlatformSettings.Group) { Min = 1, Max = 1440 },
        new(PlatformSettings.SessionIdleMinutes, SettingKind.Integer, "30", PlatformSettings.Group) { Min = 5, Max = 480 },
        new(PlatformSettings.SessionWarningMinutes, SettingKind.Integer, "2", PlatformSettings.Group) { Min = 1, Max = 30 },
        new(PlatformSettings.SessionMaxHours, SettingKind.Integer, "12", PlatformSettings.Group) { Min = 1, Max = 24 },
        new(PlatformSettings.PasswordMinLength, SettingKind.Integer, "12", PlatformSettings.Group) { Min = 8, Max = 64 },
        new(PlatformSettings.BackupTakenDays, SettingKind.Integer, "2", PlatformSettings.Group) { Min = 1, Max = 60 },
        new(PlatformSettings.BackupRestoredDays, SettingKind.Integer, "100", PlatformSettings.Group) { Min = 1, Max = 730 },
    ];
}
