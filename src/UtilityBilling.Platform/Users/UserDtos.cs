using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Platform.Users;

/// <summary>A line of the list of people.</summary>
public sealed record UserRow(Guid Id, string UserName, string DisplayName, string? Email, string Roles, UserState State, bool HasSecondFactor, DateTimeOffset? LastSignInAt);

/// <summary>Whether a person may sign in to the town.</summary>
public enum UserState
{
    Active,

    /// <summary>Sign-in pauses after wrong attempts.</summary>
    Paused,
    Disabled,
}

/// <summary>A role to choose.</summary>
public sealed record RoleChoice(Guid Id, string Name);

/// <summary>One person, as the town's administrator sees them.</summary>
public sealed record UserDetail(Guid Id, string UserName, string DisplayName, string? Email, IReadOnlyList<Guid> Roles, UserState State, bool HasSecondFactor, bool MustChangePassword, bool WorksElsewhere, DateTimeOffset? LastSignInAt, DateTimeOffset? PausedUntil, DateTimeOffset JoinedAt);

/// <summary>What is entered about a person.</summary>
public sealed class UserInput
{
    /// <summary>Only for a new person; a sign-in name never changes.</summary>
    [Display(Name = "Platform:Field.UserName"), StringLength(60)]
    public string? UserName { get; set; }

    [Display(Name = "Platform:Field.DisplayName"), Required, StringLength(200)]
    public string DisplayName { get; set; } = "";

    [Display(Name = "Platform:Field.Email"), EmailAddress, StringLength(200)]
    public string? Email { get; set; }

    [Display(Name = "Platform:Field.Roles")]
    public List<Guid> Roles { get; set; } = [];

    /// <summary>The numbers of the accounts that the person may do nothing to.</summary>
    [Display(Name = "Platform:Field.OwnAccounts"), StringLength(400)]
    public string? OwnAccounts { get; set; }
}
