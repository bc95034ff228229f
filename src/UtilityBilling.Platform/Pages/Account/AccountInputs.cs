using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Platform.Pages.Account;

/// <summary>The sign-in form.</summary>
public sealed class LoginInput
{
    [Display(Name = "Platform:Field.Town")]
    public string? Town { get; set; }

    [Display(Name = "Platform:Field.UserName"), Required, StringLength(60)]
    public string UserName { get; set; } = "";

    [Display(Name = "Platform:Field.Password"), Required, StringLength(128)]
    public string Password { get; set; } = "";
}

/// <summary>The second step of signing in.</summary>
public sealed class CodeInput
{
    [Display(Name = "Platform:Field.Code"), Required, StringLength(20)]
    public string Code { get; set; } = "";
}

/// <summary>A new password for oneself.</summary>
public sealed class PasswordInput
{
    [Display(Name = "Platform:Field.PresentPassword"), Required, StringLength(128)]
    public string Present { get; set; } = "";

    [Display(Name = "Platform:Field.NewPassword"), Required, StringLength(128)]
    public string NewPassword { get; set; } = "";

    [Display(Name = "Platform:Field.NewPasswordAgain"), Required, StringLength(128), Compare(nameof(NewPassword), ErrorMessage = "Platform:Password.NotSame")]
    public string Again { get; set; } = "";
}

/// <summary>What a person sets for themselves.</summary>
public sealed class PreferencesInput
{
    [Display(Name = "Platform:Field.Email"), EmailAddress, StringLength(200)]
    public string? Email { get; set; }

    [Display(Name = "Platform:Field.Language")]
    public string? Language { get; set; }

    [Display(Name = "Platform:Field.Theme")]
    public string? Theme { get; set; }

    [Display(Name = "Platform:Field.OwnAccounts"), StringLength(400)]
    public string? OwnAccounts { get; set; }
}

/// <summary>Turning the second factor on.</summary>
public sealed class SecondFactorInput
{
    [Required]
    public string Sealed { get; set; } = "";

    [Display(Name = "Platform:Field.Code"), Required, StringLength(20)]
    public string Code { get; set; } = "";

    [Display(Name = "Platform:Field.PresentPassword"), Required, StringLength(128)]
    public string Password { get; set; } = "";
}

/// <summary>Turning the second factor off.</summary>
public sealed class ConfirmInput
{
    [Display(Name = "Platform:Field.PresentPassword"), Required, StringLength(128)]
    public string Password { get; set; } = "";
}
