using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Billing.Emails;

/// <summary>The town's mail servers as they are typed in. An empty password leaves the stored one.</summary>
public sealed class EmailServerInput
{
    [Display(Name = "Billing:Email.Field.SmtpHost"), Required, StringLength(200)]
    public string? SmtpHost { get; set; }

    [Display(Name = "Billing:Email.Field.Port"), Required, Range(1, 65535)]
    public int? SmtpPort { get; set; } = 587;

    [Display(Name = "Billing:Email.Field.Encryption")]
    public MailEncryption SmtpEncryption { get; set; }

    [Display(Name = "Billing:Email.Field.User"), StringLength(200)]
    public string? SmtpUser { get; set; }

    [Display(Name = "Billing:Email.Field.Password"), DataType(DataType.Password), StringLength(200)]
    public string? SmtpPassword { get; set; }

    [Display(Name = "Billing:Email.Field.FromAddress"), Required, EmailAddress, StringLength(200)]
    public string? FromAddress { get; set; }

    [Display(Name = "Billing:Email.Field.ReplyTo"), EmailAddress, StringLength(200)]
    public string? ReplyTo { get; set; }

    [Display(Name = "Billing:Email.Field.BounceAddress"), Required, EmailAddress, StringLength(200)]
    public string? BounceAddress { get; set; }

    /// <summary>Whether each message gets a bounce address of its own: <c>bounces+key@</c>.</summary>
    [Display(Name = "Billing:Email.Field.OwnBounceAddress")]
    public bool OwnBounceAddress { get; set; } = true;

    [Display(Name = "Billing:Email.Field.PerMinute"), Required, Range(1, 6000)]
    public int? PerMinute { get; set; } = 60;

    [Display(Name = "Billing:Email.Field.ImapHost"), StringLength(200)]
    public string? ImapHost { get; set; }

    [Display(Name = "Billing:Email.Field.Port"), Range(1, 65535)]
    public int? ImapPort { get; set; } = 993;

    [Display(Name = "Billing:Email.Field.Encryption")]
    public MailEncryption ImapEncryption { get; set; } = MailEncryption.Implicit;

    [Display(Name = "Billing:Email.Field.User"), StringLength(200)]
    public string? ImapUser { get; set; }

    [Display(Name = "Billing:Email.Field.Password"), DataType(DataType.Password), StringLength(200)]
    public string? ImapPassword { get; set; }
}
