using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Customers.Accounts;

/// <summary>Third parties who get an account's bills or notices beside its payer: a caretaker, a daughter, a property manager (CA-06).</summary>
public interface IRecipientAppService
{
    /// <summary>All of them, past ones too, the newest first.</summary>
    Task<IReadOnlyList<RecipientDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>Adds one from a day on. Refused without an address or e-mail to send to.</summary>
    Task AddAsync(Guid accountId, RecipientInput input, CancellationToken cancellationToken = default);

    /// <summary>Ends one: from that day on nothing is sent any more.</summary>
    Task EndAsync(Guid accountId, Guid id, DateOnly to, CancellationToken cancellationToken = default);
}

/// <param name="Address">On one line; empty for one who gets e-mail only.</param>
/// <param name="To">The first day on which nothing is sent any more; empty while it goes on.</param>
public sealed record RecipientDto(Guid Id, string Name, string? Address, string? Email, string Language, bool GetsBills, bool GetsNotices, DateOnly From, DateOnly? To, string Reason, bool IsEnded);

/// <summary>A third party to add.</summary>
public sealed class RecipientInput
{
    [Display(Name = "Customers:Field.RecipientName"), Required, StringLength(200)]
    public string? Name { get; set; }

    [Display(Name = "Customers:Field.MailingLine1"), StringLength(200)]
    public string? Line1 { get; set; }

    [Display(Name = "Customers:Field.MailingLine2"), StringLength(200)]
    public string? Line2 { get; set; }

    [Display(Name = "Customers:Field.City"), StringLength(100)]
    public string? City { get; set; }

    [Display(Name = "Customers:Field.State"), RegularExpression("[A-Z]{2}")]
    public string? State { get; set; }

    [Display(Name = "Customers:Field.Zip"), RegularExpression(@"\d{5}(-\d{4})?")]
    public string? Zip { get; set; }

    [Display(Name = "Customers:Field.Email"), EmailAddress, StringLength(200)]
    public string? Email { get; set; }

    [Display(Name = "Customers:Field.Language"), Required, RegularExpression("en|es|both")]
    public string Language { get; set; } = "en";

    [Display(Name = "Customers:Field.GetsBills")]
    public bool GetsBills { get; set; } = true;

    [Display(Name = "Customers:Field.GetsNotices")]
    public bool GetsNotices { get; set; } = true;

    [Display(Name = "Customers:Field.From"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Customers:Field.RecipientReason"), Required, StringLength(500)]
    public string? Reason { get; set; }
}
