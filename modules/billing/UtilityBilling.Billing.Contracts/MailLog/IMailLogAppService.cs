using System.ComponentModel.DataAnnotations;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.MailLog;

/// <summary>The town's mail, in and out, in pieces and postage by department (M21). What is printed and e-mailed here counts by itself.</summary>
public interface IMailLogAppService
{
    /// <summary>Departments, those in use first.</summary>
    Task<IReadOnlyList<MailDepartmentDto>> DepartmentsAsync(CancellationToken cancellationToken = default);

    Task AddDepartmentAsync(MailDepartmentInput input, CancellationToken cancellationToken = default);

    /// <summary>Says which department statements and their postage count for.</summary>
    Task SendsStatementsAsync(Guid departmentId, CancellationToken cancellationToken = default);

    /// <summary>Takes a department out of use, or into use again; what was logged stays.</summary>
    Task RetireDepartmentAsync(Guid departmentId, bool isRetired, CancellationToken cancellationToken = default);

    /// <summary>What was entered by hand, newest first.</summary>
    Task<PagedResult<MailEntryDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    Task<Guid> AddAsync(MailEntryInput input, CancellationToken cancellationToken = default);

    /// <summary>Strikes an entry out, with a reason. It stays to be read and counts no more; the right one is entered anew.</summary>
    Task StrikeAsync(Guid entryId, string? reason, CancellationToken cancellationToken = default);

    /// <summary>Pieces and postage by month and department, of the months from one through another.</summary>
    Task<IReadOnlyList<MailMonthRow>> SummaryAsync(DateOnly from, DateOnly through, CancellationToken cancellationToken = default);
}

/// <param name="SendsStatements">Whether printed and e-mailed statements count for it; one department at most.</param>
public sealed record MailDepartmentDto(Guid Id, string Name, bool SendsStatements, bool IsRetired);

/// <param name="StrikeReason">Why it counts no more; empty while it counts.</param>
public sealed record MailEntryDto(
    Guid Id, DateOnly Day, MailDirection Direction, string Department, MailPieceKind Kind, int Pieces, decimal Postage, string? Note, string EnteredByName, DateTimeOffset EnteredAt, string? StrikeReason, string? StruckByName);

/// <param name="Month">Its first day.</param>
/// <param name="Department">Empty for statements while no department sends them.</param>
/// <param name="Incoming">Pieces that came, entered by hand.</param>
/// <param name="Outgoing">Pieces that went, entered by hand.</param>
/// <param name="Printed">Statements printed here or by a print shop.</param>
/// <param name="Emails">Statements sent by e-mail: no pieces of the post.</param>
/// <param name="Postage">Dollars for all that went by post.</param>
/// <param name="Unpriced">Printed pieces for which no postage rate is entered: their postage is missing.</param>
public sealed record MailMonthRow(DateOnly Month, string Department, long Incoming, long Outgoing, long Printed, long Emails, decimal Postage, long Unpriced);

public sealed class MailDepartmentInput
{
    [Display(Name = "Billing:MailLog.Department"), Required, StringLength(100)]
    public string? Name { get; set; }
}

public sealed class MailEntryInput
{
    [Display(Name = "Billing:MailLog.Day"), Required]
    public DateOnly? Day { get; set; }

    [Display(Name = "Billing:MailLog.Direction")]
    public MailDirection Direction { get; set; }

    [Display(Name = "Billing:MailLog.Department"), Required]
    public Guid? DepartmentId { get; set; }

    [Display(Name = "Billing:MailLog.Kind")]
    public MailPieceKind Kind { get; set; }

    [Display(Name = "Billing:MailLog.Pieces"), Required, Range(1, 1_000_000)]
    public int? Pieces { get; set; }

    /// <summary>Dollars for all pieces together.</summary>
    [Display(Name = "Billing:MailLog.Postage"), Range(0, 1_000_000)]
    public decimal? Postage { get; set; }

    [Display(Name = "Billing:MailLog.Note"), StringLength(200)]
    public string? Note { get; set; }
}
