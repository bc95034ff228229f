using System.ComponentModel.DataAnnotations;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Letters;

/// <summary>Letters from templates, to one account or many: written and frozen once, printed, noted on the accounts and in the mail log (CS-06).</summary>
public interface ILetterAppService
{
    /// <summary>The newest first; those to one account where its number is given.</summary>
    Task<PagedResult<LetterBatchDto>> ListAsync(string? accountNumber, PagedRequest request, CancellationToken cancellationToken = default);

    Task<LetterBatchDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>How far the writing is.</summary>
    Task<JobStanding?> JobAsync(Guid id, CancellationToken cancellationToken = default);

    Task<PagedResult<LetterDto>> LettersAsync(Guid id, PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>Templates from which a letter can be written on a day.</summary>
    Task<IReadOnlyList<LetterTemplateChoice>> TemplatesAsync(DateOnly day, CancellationToken cancellationToken = default);

    /// <summary>Chooses the accounts and has their letters written in the background.</summary>
    Task<Guid> StartAsync(LetterInput input, CancellationToken cancellationToken = default);

    /// <summary>The letters as one file, in their order; one letter where a place is given.</summary>
    Task WritePdfAsync(Guid id, int? position, Stream output, CancellationToken cancellationToken = default);

    /// <summary>Says that they were printed and went out: each account gets a note, and mailed ones are entered in the mail log.</summary>
    Task MarkPrintedAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Gives up letters that did not go out.</summary>
    Task VoidAsync(Guid id, string reason, CancellationToken cancellationToken = default);
}

public sealed record LetterTemplateChoice(Guid Id, string Code, TemplateKind Kind, string NameEn, string NameEs);

/// <param name="Letters">How many accounts; not all are written while it is being worked on.</param>
/// <param name="Department">For which the mail log counts them; empty for door hangers and towns without departments.</param>
/// <param name="PostageMissing">It is counted in the mail log without postage, because no rate fitted.</param>
public sealed record LetterBatchDto(
    Guid Id, long Number, string TemplateCode, string TemplateNameEn, string TemplateNameEs, Guid VersionId, int VersionNumber, TemplateKind Kind, DateOnly Day, LetterLanguage Language, LetterBatchState State, int Letters, int Written,
    int Sheets, string? Department, string CreatedByName, DateTimeOffset CreatedAt, string? PrintedByName, DateTimeOffset? PrintedAt, string? ClosedReason, string? ClosedByName, bool PostageMissing);

public sealed record LetterDto(int Position, Guid AccountId, string AccountNumber, string Name, int Pages, string Digest);

public sealed class LetterInput
{
    [Display(Name = "Billing:Letter.Template"), Required]
    public Guid? TemplateId { get; set; }

    /// <summary>Account numbers, one a line or with commas between.</summary>
    [Display(Name = "Billing:Letter.Accounts"), StringLength(200_000), DataType(DataType.MultilineText)]
    public string? Accounts { get; set; }

    /// <summary>All accounts with service in a cycle, in place of numbers.</summary>
    [Display(Name = "Billing:Letter.Cycle")]
    public Guid? CycleId { get; set; }

    /// <summary>Only to accounts with this much past due or more; empty for all.</summary>
    [Display(Name = "Billing:Letter.PastDueFrom"), Range(0.01, 1_000_000)]
    public decimal? PastDueFrom { get; set; }

    [Display(Name = "Billing:Letter.Language")]
    public LetterLanguage Language { get; set; }

    [Display(Name = "Billing:Letter.Department")]
    public Guid? DepartmentId { get; set; }
}
