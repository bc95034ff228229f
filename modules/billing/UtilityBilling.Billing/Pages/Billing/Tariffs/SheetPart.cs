using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

/// <summary>One service's table of prices on a page.</summary>
/// <param name="Id">Of its heading on the page.</param>
/// <param name="WithSource">Whether each figure says where it was read.</param>
/// <param name="Section">Where the table stands among those of other documents: which ordinance it is from.</param>
public sealed record SheetPart(TariffSheetService Service, string Id, bool WithSource, RateListSection? Section = null);
