namespace UtilityBilling.Users;

/// <summary>What a signed-in person's session says about them. The session is good for one town only.</summary>
public static class UserClaims
{
    /// <summary>The user's id.</summary>
    public const string UserId = "sub";

    /// <summary>The name people sign in with.</summary>
    public const string UserName = "name";

    /// <summary>The name shown in lists and in the audit.</summary>
    public const string DisplayName = "display_name";

    /// <summary>The town that the person signed in to.</summary>
    public const string TenantId = "tenant_id";

    /// <summary>Changes with the password, the second factor and the end of a session; an old one ends the session.</summary>
    public const string SecurityStamp = "stamp";

    /// <summary>When the person signed in, in seconds since 1970.</summary>
    public const string SignedInAt = "auth_time";

    /// <summary>Seconds without work after which the session ends, as the town had it when the person signed in.</summary>
    public const string IdleSeconds = "idle_seconds";

    /// <summary>Seconds before that end at which the page warns.</summary>
    public const string WarningSeconds = "warning_seconds";

    /// <summary>Hours after which the session ends, working or not.</summary>
    public const string MaxHours = "max_hours";

    /// <summary>The person owes a new password before anything else.</summary>
    public const string MustChangePassword = "must_change_password";
}
