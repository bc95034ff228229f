using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

/// <summary>One bill tried by one document. All that is tried stands in the address, so that it can be sent to a colleague; nothing is written.</summary>
[Authorize(BillingPermissions.Tariffs.View)]
public sealed class TestBenchModel(ITariffAppService tariffs, IStringLocalizer texts) : PageModel
{
    private const decimal MostUsage = 100_000_000m;
    private const int FirstYear = 1900, LastYear = 2200;

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Bench.From")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Bench.Through")]
    public DateOnly? Through { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Field.BillDate")]
    public DateOnly? BillDate { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Bench.PeriodFrom")]
    public DateOnly? PeriodFrom { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Bench.PeriodThrough")]
    public DateOnly? PeriodThrough { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Bench.Class")]
    public string? Class { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Bench.MeterSize")]
    public string? MeterSize { get; set; }

    /// <summary>The services on the bill.</summary>
    [BindProperty(SupportsGet = true)]
    public List<string> Service { get; set; } = [];

    /// <summary>The programmes that the customer is enrolled in.</summary>
    [BindProperty(SupportsGet = true)]
    public List<string> Programme { get; set; } = [];

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Bench.EnrolledFrom")]
    public DateOnly? EnrolledFrom { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Bench.EnrolledThrough")]
    public DateOnly? EnrolledThrough { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Stopped { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Billing:Bench.FeesOn")]
    public decimal? FeesOn { get; set; }

    /// <summary>Whether a temporary stop is charged by a rule of its own.</summary>
    public bool AsksForStops => Document.Services.Any(s => s.Components.Any(c => c.Proration.Whole.HasFlag(ShortPeriod.Stop)));

    // With its name said, a dictionary is never filled from the rest of the address.
    [BindProperty(SupportsGet = true, Name = nameof(Usage))]
    public Dictionary<string, decimal?> Usage { get; set; } = [];

    [BindProperty(SupportsGet = true, Name = nameof(Facts))]
    public Dictionary<string, string?> Facts { get; set; } = [];

    public TariffVersionDto Version { get; private set; } = null!;

    public TariffDocument Document { get; private set; } = null!;

    public IReadOnlyList<TariffFact> AskedFacts { get; private set; } = [];

    public TariffWording Words { get; } = new(texts);

    /// <summary>Nothing before anything was tried.</summary>
    public BenchBill? Bill { get; private set; }

    public IEnumerable<SelectListItem> Classes => Document.Classes.Select(code => new SelectListItem(Words.Class(code), code));

    public IEnumerable<SelectListItem> MeterSizes => Document.MeterSizes.Select(size => new SelectListItem(size, size));

    public IEnumerable<SelectListItem> YesOrNo => [new(texts["Billing:Bench.Yes"], "true"), new(texts["Billing:Bench.No"], "false")];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var tariff = await tariffs.GetAsync(id, HttpContext.RequestAborted);
        var compiled = TariffSheet.Compile(tariff.Document);
        (Version, Document, AskedFacts) = (tariff.Version, compiled.Document, TariffFacts.Of(compiled.Document));
        var isTried = Request.Query.ContainsKey(nameof(From));
        if (!isTried)
            Suggest();
        foreach (var service in Document.Services.Where(s => s.Unit is not null))
            Usage.TryAdd(service.Id, null);
        foreach (var fact in AskedFacts)
            Facts.TryAdd(fact.Name, null);
        if (!isTried)
            return Page();
        Check();
        if (!ModelState.IsValid)
            return this.Invalid();
        Bill = TariffBench.Rate(compiled, Input(), Words);
        return Page();
    }

    /// <summary>A whole bill from the day of the ordinance, of the first class and size, with every service.</summary>
    private void Suggest()
    {
        From = Document.Effective;
        Through = Document.Effective.AddMonths(Document.PeriodMonths).AddDays(-1);
        Class = Document.Classes.Count > 0 ? Document.Classes[0] : null;
        MeterSize = Document.MeterSizes.Count > 0 ? Document.MeterSizes[0] : null;
        Service = [.. Document.Services.Select(s => s.Id)];
        FeesOn = Document.Services.Count == 0 ? 100m : null;
    }

    private void Check()
    {
        if (From is null && !HasErrors(nameof(From)))
            ModelState.AddModelError(nameof(From), texts["Billing:Bench.DateMissing"]);
        if (Through is null && !HasErrors(nameof(Through)))
            ModelState.AddModelError(nameof(Through), texts["Billing:Bench.DateMissing"]);
        foreach (var (field, day) in (IEnumerable<(string, DateOnly?)>)[(nameof(From), From), (nameof(Through), Through), (nameof(BillDate), BillDate), (nameof(PeriodFrom), PeriodFrom), (nameof(PeriodThrough), PeriodThrough), (nameof(EnrolledFrom), EnrolledFrom), (nameof(EnrolledThrough), EnrolledThrough)])
            if (day?.Year is < FirstYear or > LastYear)
                ModelState.AddModelError(field, texts["Billing:Bench.DateWrong", FirstYear, LastYear]);
        if (Through < From)
            ModelState.AddModelError(nameof(Through), texts["Billing:Bench.ThroughBeforeFrom"]);
        if (PeriodFrom is null != PeriodThrough is null || PeriodThrough < PeriodFrom)
            ModelState.AddModelError(nameof(PeriodThrough), texts["Billing:Bench.PeriodWrong"]);
        if (EnrolledThrough < EnrolledFrom)
            ModelState.AddModelError(nameof(EnrolledThrough), texts["Billing:Bench.ThroughBeforeFrom"]);
        if (FeesOn is < 0m or > MostUsage)
            ModelState.AddModelError(nameof(FeesOn), texts["Billing:Bench.UsageWrong"]);
        if ((Service.Count == 0 && Document.Services.Count > 0) || Service.Exists(s => Document.Services.All(known => known.Id != s)))
            ModelState.AddModelError(nameof(Service), texts["Billing:Bench.ServiceMissing"]);
        foreach (var (service, quantity) in Usage)
            if (quantity is < 0m or > MostUsage || HasErrors($"{nameof(Usage)}[{service}]"))
                Refuse($"{nameof(Usage)}[{service}]", "Billing:Bench.UsageWrong");
        foreach (var fact in AskedFacts)
            if (Facts[fact.Name] is { } value && IsWrong(fact, value))
                ModelState.AddModelError($"{nameof(Facts)}[{fact.Name}]", texts["Billing:Bench.NumberWrong"]);
    }

    private bool HasErrors(string field) => ModelState[field]?.Errors.Count > 0;

    /// <summary>One sentence a field, in the place of the general one where what was typed is no number at all.</summary>
    private void Refuse(string field, string text)
    {
        ModelState[field]?.Errors.Clear();
        ModelState.AddModelError(field, texts[text]);
    }

    private static bool IsWrong(TariffFact fact, string value) => fact.Kind switch
    {
        TariffFactKind.Number => !decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out _),
        TariffFactKind.Numbers => TariffBench.Numbers(value) is null,
        _ => false,
    };

    private BenchInput Input() => new()
    {
        From = From!.Value,
        Through = Through!.Value,
        BillDate = BillDate,
        PeriodFrom = PeriodFrom,
        PeriodThrough = PeriodThrough,
        Class = Class,
        MeterSize = MeterSize,
        Services = [.. Document.Services.Select(s => s.Id).Where(Service.Contains)],
        Programmes = [.. Document.Discounts.Select(d => d.Id).Where(Programme.Contains)],
        EnrolledFrom = EnrolledFrom,
        EnrolledThrough = EnrolledThrough,
        Stopped = Stopped,
        FeesOn = FeesOn,
        Usage = Usage,
        Facts = Facts,
    };
}
