using UtilityBilling.Domain;

namespace UtilityBilling.Customers;

/// <summary>A person or an organisation. One customer has many accounts, past and present, and keeps them for life.</summary>
internal sealed class Customer : AggregateRoot
{
    public CustomerKind Kind { get; set; }
    public string? FirstName { get; set; }

    /// <summary>The family name, or the organisation's name.</summary>
    public required string LastName { get; set; }

    /// <summary>The name as it is printed.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The name folded for sorting: upper-case, without accents, family name first.</summary>
    public required string SortKey { get; set; }

    /// <summary>The language of letters and bills: <c>en</c> or <c>es</c>.</summary>
    public required string Language { get; set; }

    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? MailingLine1 { get; set; }
    public string? MailingLine2 { get; set; }
    public string? MailingCity { get; set; }
    public string? MailingState { get; set; }
    public string? MailingZip { get; set; }

    /// <summary>Works for the city or holds an office: nobody posts to their own account, and exemptions are reported.</summary>
    public bool IsStaff { get; set; }

    public string? LegacySystem { get; set; }
    public string? LegacyId { get; set; }
}

/// <summary>A further way to reach a customer.</summary>
internal sealed class CustomerContact : ChildRow
{
    public required Guid CustomerId { get; init; }
    public required int N { get; init; }
    public ContactKind Kind { get; set; }
    public required string Value { get; set; }
    public string? Label { get; set; }
}
