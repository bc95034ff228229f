namespace UtilityBilling.Collections.Penalties;

/// <summary>The late penalty: looked at first, then charged.</summary>
public interface IPenaltyAppService
{
    /// <summary>Which bills would be penalised today and with how much; the first hundred, with count and sum of all up to the limit of one assessment.</summary>
    Task<PenaltyPreview> PreviewAsync(CancellationToken cancellationToken = default);

    /// <summary>Charges them. A bill that was paid or penalised meanwhile is left out. At most 5,000 at a time; the answer says whether more wait.</summary>
    Task<PenaltyAssessment> AssessAsync(CancellationToken cancellationToken = default);
}

/// <summary>What an assessment would do.</summary>
/// <param name="Rule">The rule in force today, in words; empty when the town has none.</param>
/// <param name="DueBefore">Bills due on an earlier day count.</param>
/// <param name="Count">How many bills.</param>
/// <param name="Total">The sum of the penalties.</param>
/// <param name="Candidates">The first hundred.</param>
public sealed record PenaltyPreview(string Rule, DateOnly DueBefore, int Count, decimal Total, IReadOnlyList<PenaltyCandidate> Candidates);

/// <summary>A bill that is late.</summary>
public sealed record PenaltyCandidate(Guid BillId, long BillNumber, Guid AccountId, string AccountNumber, string CustomerName, DateOnly DueDate, decimal Unpaid, decimal Penalty);

/// <summary>What an assessment did.</summary>
public sealed record PenaltyAssessment(int Count, decimal Total, bool MoreWait);
