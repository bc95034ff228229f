using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Billing.Templates;

/// <summary>The town's texts with places for an account's figures: written, approved by another person, in force from a day, compared, and tried on a real account (M11).</summary>
public interface ITemplateAppService
{
    /// <summary>All templates with the version in force; those not in use last.</summary>
    Task<IReadOnlyList<TemplateDto>> ListAsync(CancellationToken cancellationToken = default);

    Task<TemplateDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    Task<Guid> AddAsync(TemplateInput input, CancellationToken cancellationToken = default);

    /// <summary>Takes a template out of use, or into use again.</summary>
    Task RetireAsync(Guid id, bool isRetired, CancellationToken cancellationToken = default);

    /// <summary>Writes a new version as a draft. Both languages are read and filled in for the example account first; a draft before it is withdrawn.</summary>
    Task<Guid> WriteAsync(Guid id, TemplateVersionInput input, CancellationToken cancellationToken = default);

    Task<TemplateVersionDetailDto> VersionAsync(Guid versionId, CancellationToken cancellationToken = default);

    Task RequestApprovalAsync(Guid versionId, CancellationToken cancellationToken = default);

    Task WithdrawAsync(Guid versionId, string reason, CancellationToken cancellationToken = default);

    /// <summary>What the version says to an account, in both languages; to the example account where no number is given.</summary>
    Task<TemplatePreviewDto> PreviewAsync(Guid versionId, string? accountNumber, CancellationToken cancellationToken = default);

    /// <summary>The same as it would come out of the printer. Not for texts on statements and e-mails.</summary>
    Task WritePreviewPdfAsync(Guid versionId, string? accountNumber, Stream output, CancellationToken cancellationToken = default);
}

/// <param name="InForce">The version that counts today; empty while none is approved.</param>
/// <param name="OpenVersion">A draft, or one that waits for approval.</param>
public sealed record TemplateDto(Guid Id, string Code, TemplateKind Kind, string NameEn, string NameEs, bool IsRetired, TemplateVersionDto? InForce, TemplateVersionDto? OpenVersion);

public sealed record TemplateVersionDto(
    Guid Id, int Number, DateOnly EffectiveFrom, TemplateVersionState State, string PreparedByName, DateTimeOffset PreparedAt, string? ApprovedByName, DateTimeOffset? ApprovedAt);

/// <param name="Versions">The newest first.</param>
public sealed record TemplateDetailDto(TemplateDto Template, IReadOnlyList<TemplateVersionDto> Versions, IReadOnlyList<TemplateFieldDto> Fields);

/// <param name="ExampleEn">What it says of the example account; empty for nothing.</param>
/// <param name="IsCondition">A question for <c>{% if … %}</c>.</param>
public sealed record TemplateFieldDto(string Name, string? ExampleEn, string? ExampleEs, bool IsCondition);

public sealed record TemplateTextDto(string Language, string Subject, string Body);

public sealed record TemplateVersionDetailDto(TemplateDto Template, TemplateVersionDto Version, IReadOnlyList<TemplateTextDto> Texts, bool IsOwn);

/// <param name="AccountNumber">Empty for the example account.</param>
public sealed record TemplatePreviewDto(string? AccountNumber, string CustomerName, IReadOnlyList<TemplateTextDto> Texts);

/// <summary>What became of a line between two versions.</summary>
public enum TemplateLineChange { Same, Removed, Added }

public sealed record TemplateLine(TemplateLineChange Change, string Text);

public sealed class TemplateInput
{
    [Display(Name = "Billing:Template.Kind")]
    public TemplateKind Kind { get; set; }

    /// <summary>Short, as the office says it: PASTDUE.</summary>
    [Display(Name = "Billing:Template.Code"), Required, StringLength(20), RegularExpression("^[A-Za-z0-9-]+$")]
    public string? Code { get; set; }

    [Display(Name = "Billing:Template.NameEn"), Required, StringLength(100)]
    public string? NameEn { get; set; }

    [Display(Name = "Billing:Template.NameEs"), Required, StringLength(100)]
    public string? NameEs { get; set; }
}

public sealed class TemplateVersionInput
{
    [Display(Name = "Billing:Template.EffectiveFrom"), Required]
    public DateOnly? EffectiveFrom { get; set; }

    [Display(Name = "Billing:Template.SubjectEn"), StringLength(200)]
    public string? SubjectEn { get; set; }

    [Display(Name = "Billing:Template.BodyEn"), Required, StringLength(12_000), DataType(DataType.MultilineText)]
    public string? BodyEn { get; set; }

    [Display(Name = "Billing:Template.SubjectEs"), StringLength(200)]
    public string? SubjectEs { get; set; }

    [Display(Name = "Billing:Template.BodyEs"), Required, StringLength(12_000), DataType(DataType.MultilineText)]
    public string? BodyEs { get; set; }
}
