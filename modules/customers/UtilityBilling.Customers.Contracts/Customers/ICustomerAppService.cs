using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Customers.Customers;

/// <summary>Customers: persons and organisations, with their names, contacts, language and mailing address.</summary>
public interface ICustomerAppService
{
    Task<CustomerDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Customers whose name, phone, e-mail or legacy id begins with each word, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<CustomerChoice>> FindAsync(string text, int limit, CancellationToken cancellationToken = default);

    Task<Guid> CreateAsync(CustomerInput input, CancellationToken cancellationToken = default);

    /// <summary>Refused when somebody else changed the customer since <see cref="CustomerInput.Version"/> was read.</summary>
    Task UpdateAsync(Guid id, CustomerInput input, CancellationToken cancellationToken = default);
}

/// <summary>A customer as the form shows it, with the accounts past and present.</summary>
public sealed record CustomerDto(Guid Id, string DisplayName, CustomerInput Input, IReadOnlyList<CustomerAccountDto> Accounts);

/// <param name="Address">Where the account is or was last.</param>
/// <param name="Status">Null when it never lived anywhere.</param>
public sealed record CustomerAccountDto(Guid AccountId, string Number, string? Address, OccupancyStatus? Status, DateOnly OpenedOn);

/// <summary>A customer to choose, with enough to tell two of one name apart.</summary>
public sealed record CustomerChoice(Guid Id, string DisplayName, string? Phone, string? Email, string? Address);

/// <summary>What is entered about a customer.</summary>
public sealed class CustomerInput
{
    [Display(Name = "Customers:Field.Kind")]
    public CustomerKind Kind { get; set; }

    [Display(Name = "Customers:Field.FirstName"), StringLength(100)]
    public string? FirstName { get; set; }

    /// <summary>The family name, or the organisation's name.</summary>
    [Display(Name = "Customers:Field.LastName"), Required, StringLength(90)]
    public string LastName { get; set; } = "";

    [Display(Name = "Customers:Field.Language"), Required, RegularExpression("en|es")]
    public string Language { get; set; } = "en";

    [Display(Name = "Customers:Field.Phone"), Phone, StringLength(40)]
    public string? Phone { get; set; }

    [Display(Name = "Customers:Field.Email"), EmailAddress, StringLength(200)]
    public string? Email { get; set; }

    /// <summary>Empty when mail goes to the service address.</summary>
    [Display(Name = "Customers:Field.MailingLine1"), StringLength(200)]
    public string? MailingLine1 { get; set; }

    [Display(Name = "Customers:Field.MailingLine2"), StringLength(200)]
    public string? MailingLine2 { get; set; }

    [Display(Name = "Customers:Field.City"), StringLength(100)]
    public string? MailingCity { get; set; }

    [Display(Name = "Customers:Field.State"), RegularExpression("[A-Z]{2}")]
    public string? MailingState { get; set; }

    [Display(Name = "Customers:Field.Zip"), RegularExpression(@"\d{5}(-\d{4})?")]
    public string? MailingZip { get; set; }

    [Display(Name = "Customers:Field.IsStaff")]
    public bool IsStaff { get; set; }

    /// <summary>Further ways to reach the customer; rows without a value are left out.</summary>
    [MaxLength(10)]
    public IList<ContactInput> Contacts { get; init; } = [];

    /// <summary>The version that the form was made from.</summary>
    public uint Version { get; set; }
}

public sealed class ContactInput
{
    [Display(Name = "Customers:Field.ContactKind")]
    public ContactKind Kind { get; set; }

    [Display(Name = "Customers:Field.ContactValue"), StringLength(200)]
    public string? Value { get; set; }

    [Display(Name = "Customers:Field.ContactLabel"), StringLength(100)]
    public string? Label { get; set; }
}
