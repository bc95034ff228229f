using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Billing.MiscCharges;

/// <summary>What may be charged beside the services: codes with names, accounts and prices from a day on.</summary>
public interface IMiscChargeCodeAppService
{
    Task<IReadOnlyList<MiscChargeCodeDto>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>The accounts that a code may credit.</summary>
    Task<IReadOnlyList<MiscChargeAccountDto>> AccountsAsync(CancellationToken cancellationToken = default);

    /// <summary>A new code, or new terms of one from a later day on.</summary>
    Task SetAsync(MiscChargeCodeInput input, CancellationToken cancellationToken = default);

    /// <summary>Lets a code be charged anew, or no longer.</summary>
    Task ActivateAsync(Guid id, bool active, CancellationToken cancellationToken = default);
}

/// <param name="Terms">Newest first.</param>
public sealed record MiscChargeCodeDto(Guid Id, string Code, bool Active, IReadOnlyList<MiscChargeTermsDto> Terms);

public sealed record MiscChargeTermsDto(DateOnly From, string NameEn, string NameEs, string Service, string FundCode, string AccountCode, string AccountName, decimal? UnitPrice, bool IsFixedPrice, bool MayCutWater, string EnteredByName);

public sealed record MiscChargeAccountDto(Guid Id, string FundCode, string Code, string Name);

public sealed class MiscChargeCodeInput
{
    [Display(Name = "Billing:Charges.Code"), Required, StringLength(20)]
    public string? Code { get; set; }

    [Display(Name = "Billing:Charges.TermsFrom"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Billing:Charges.NameEn"), Required, StringLength(100)]
    public string? NameEn { get; set; }

    [Display(Name = "Billing:Charges.NameEs"), Required, StringLength(100)]
    public string? NameEs { get; set; }

    /// <summary>Under which service it stands on the bill.</summary>
    [Display(Name = "Billing:Field.Service"), Required, StringLength(40)]
    public string? Service { get; set; } = "misc";

    [Display(Name = "Billing:Charges.GlAccount"), Required]
    public Guid? GlAccountId { get; set; }

    [Display(Name = "Billing:Charges.UnitPrice"), Range(typeof(decimal), "0.01", "999999.99", ParseLimitsInInvariantCulture = true)]
    public decimal? UnitPrice { get; set; }

    /// <summary>Whether nobody may type another price.</summary>
    [Display(Name = "Billing:Charges.Fixed")]
    public bool IsFixedPrice { get; set; }

    [Display(Name = "Billing:Charges.MayCut")]
    public bool MayCutWater { get; set; }
}
