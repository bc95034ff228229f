using UtilityBilling.Auditing;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Platform.Users;

/// <summary>A person who may sign in. One person may work for several towns; what they may do is decided town by town.</summary>
internal sealed class User : IHostEntity
{
    public required Guid Id { get; init; }

    /// <summary>The name to sign in with, lower case; unique on the instance.</summary>
    public required string UserName { get; init; }

    public required string DisplayName { get; set; }
    public string? Email { get; set; }

    /// <summary>PBKDF2; never the password.</summary>
    [DisableAuditing]
    public required string PasswordHash { get; set; }

    public required DateTimeOffset PasswordChangedAt { get; set; }

    /// <summary>The next sign-in must choose a new password.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Changes with the password, the second factor and "sign out everywhere"; sessions with an old one end at once.</summary>
    [DisableAuditing]
    public required string SecurityStamp { get; set; }

    /// <summary>The second factor's secret, encrypted; null where there is none.</summary>
    [DisableAuditing]
    public string? TotpSecret { get; set; }

    /// <summary>The last time step a code was taken for: a code counts once.</summary>
    [DisableAuditing]
    public long TotpLastStep { get; set; }

    /// <summary>Hashes of the recovery codes not used yet.</summary>
    [DisableAuditing]
    public string[] RecoveryCodes { get; set; } = [];

    [DisableAuditing]
    public int FailedCount { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Set by a host administrator: the person may sign in to no town.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>May open, change and close towns. It is no right within a town.</summary>
    public bool IsHostAdministrator { get; set; }

    /// <summary><c>en</c> or <c>es</c>; null follows the town.</summary>
    public string? Language { get; set; }

    /// <summary><c>light</c>, <c>dark</c> or null for what the machine prefers.</summary>
    public string? Theme { get; set; }

    /// <summary>What the person set for themselves, as JSON.</summary>
    public string Preferences { get; set; } = "{}";

    [DisableAuditing]
    public DateTimeOffset? LastSignInAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public uint Version { get; private set; }

    public bool HasSecondFactor => TotpSecret is not null;
}

/// <summary>A person's place in one town.</summary>
internal sealed class UserTenant : IHostEntity
{
    public required Guid TenantId { get; init; }
    public required Guid UserId { get; init; }
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>Set by the town's administrator: the person may no longer sign in to this town.</summary>
    public DateTimeOffset? DisabledAt { get; set; }
}
