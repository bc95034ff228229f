namespace UtilityBilling.Platform.Permissions;

/// <summary>What the security log speaks of. Each has a text <c>Security:{action}</c>.</summary>
internal static class SecurityActions
{
    public const string SignedIn = "SignedIn";
    public const string SignInFailed = "SignInFailed";
    public const string SignInLocked = "SignInLocked";
    public const string SecondFactorFailed = "SecondFactorFailed";
    public const string RecoveryCodeUsed = "RecoveryCodeUsed";
    public const string SignedOut = "SignedOut";
    public const string SessionEnded = "SessionEnded";
    public const string PermissionDenied = "PermissionDenied";
    public const string ApprovalRefused = "ApprovalRefused";
    public const string PasswordChanged = "PasswordChanged";
    public const string PasswordReset = "PasswordReset";
    public const string SecondFactorChanged = "SecondFactorChanged";

    public static readonly IReadOnlyList<string> All =
        [SignedIn, SignInFailed, SignInLocked, SecondFactorFailed, RecoveryCodeUsed, SignedOut, SessionEnded, PermissionDenied, ApprovalRefused, PasswordChanged, PasswordReset, SecondFactorChanged];
}
