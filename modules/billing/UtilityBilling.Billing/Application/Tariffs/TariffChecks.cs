using UtilityBilling.Billing.Rating;
using UtilityBilling.Errors;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>What stands between a document and its use, at every step of its way: import, the request for approval, and the approval itself.</summary>
internal static class TariffChecks
{
    /// <summary>Every reason why the document cannot be used, in the reader's language.</summary>
    public static IReadOnlyList<TariffProblemDto> Problems(string document) =>
        [.. TariffValidator.Validate(document).Select(p => new TariffProblemDto(p.Line, p.Path, p.Code, p.Sentence(TariffWording.Language)))];

    /// <summary>Refuses a document that cannot be read, or one of whose examples does not come out.</summary>
    public static void RefuseProblems(string document)
    {
        if (Problems(document) is [var first, ..] problems)
            throw new BusinessException("Billing:Tariff.HasProblems").WithData("Count", problems.Count).WithData("Line", first.Line).WithData("Problem", first.Text);
    }
}
