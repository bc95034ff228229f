using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Customers.Accounts;

/// <summary>Where an account's mail goes when it is not the customer's own address, and how statements are sent.</summary>
public sealed class AccountSettingsInput
{
    [Display(Name = "Customers:Field.Delivery")]
    public StatementDelivery Delivery { get; set; }

    [Display(Name = "Customers:Field.Attention"), StringLength(200)]
    public string? Attention { get; set; }

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

    public uint Version { get; set; }
}
