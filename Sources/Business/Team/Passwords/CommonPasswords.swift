/// The passwords that are tried first: a list of well-known ones, and what people make of a short word by
/// adding years and digits. All in lower case; the longer ones alone matter, since shorter are refused anyway.
enum CommonPasswords {
  static func contains(_ folded: String) -> Bool {
    all.contains(folded) || all.contains(String(folded.map { plain[$0] ?? $0 }))
  }

  static let all: Set<String> = {
    var all = Set(known.split(whereSeparator: \.isWhitespace).map(String.init))
    for word in words.split(whereSeparator: \.isWhitespace) {
      for ending in endings { all.insert(word + ending) }
      all.insert(String(word + word))
    }
    let rows = keyboard.split(whereSeparator: \.isWhitespace)
    for row in rows {
      for length in 8...max(8, row.count) where length <= row.count {
        for start in 0...(row.count - length) {
          let run = String(row.dropFirst(start).prefix(length))
          all.insert(run)
          all.insert(String(run.reversed()))
        }
      }
    }
    return all.filter { $0.count >= PasswordPolicy.shortest }
  }()

  /// `p@ssw0rd` is `password` to a guesser.
  private static let plain: [Character: Character] = [
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
  ]

  private static let endings: [String] =
    [
      "", "1", "12", "123", "1234", "12345", "123456", "!", "!!", "1!", "123!", "01", "007", "69", "77", "88",
      "99",
    ]
    + ["00", "11", "22", "321", "2000", "2010"] + (2015...2027).flatMap { ["\($0)", "\($0)!", "@\($0)"] }

  private static let keyboard = """
    1234567890123 qwertyuiop asdfghjkl qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm 1q2w3e4r5t6y7u8i9o0p
    q1w2e3r4t5y6u7i8o9p0 qazwsxedcrfvtgbyhnujm 1qaz2wsx3edc4rfv5tgb6yhn qweasdzxc zxcvbnmasdfghjkl
    1234qwerasdfzxcv 1234qwer asdfqwer qwer1234asdf qwertzuiop azertyuiop qsdfghjklm !@#$%^&*() asdfghjkl;
    1qazxsw23edcvfr4 zaq12wsxcde3 qwe123rty456 147258369 159357456 741852963 789456123 963852741 0987654321
    poiuytrewq abcdefghijklmnopqrstuvwxyz abc123def456 a1b2c3d4e5f6 1a2b3c4d5e6f aabbccddee 112233445566
    """

  /// Names, places, animals, seasons, teams and the like that are taken with an ending.
  private static let words = """
    password passwort passw0rd welcome welcome willkommen bienvenue admin administrator root login letmein letme
    master secret changeme change default guest user test tester testing temp temporary demo access system
    server manager service support office company sales marketing finance account computer internet network
    windows google apple iphone samsung android facebook instagram linkedin twitter youtube amazon microsoft
    qwerty qwertz azerty asdfgh zxcvbn abc abcd abcdef iloveyou loveyou love lovely sweet honey princess
    prince queen king angel heaven jesus christ church hello hola ciao bonjour sunshine summer winter spring
    autumn monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december football soccer baseball basketball hockey tennis cricket rugby
    golf liverpool chelsea arsenal barcelona madrid juventus milan bayern dortmund schalke ronaldo messi neymar
    yankees cowboys lakers steelers eagles dolphins packers tigers dragon monkey tiger lion eagle falcon
    wolf bear panda kitty kitten puppy dog cat horse dolphin shark spider snake turtle rabbit butterfly
    flower rose lily daisy orange banana cherry apple pepper cookie chocolate coffee sugar cheese pizza
    michael jordan robert daniel thomas andrew joshua matthew anthony william christopher jessica jennifer
    michelle ashley amanda nicole samantha charlie george harley hunter ranger buster thunder lightning
    superman batman spiderman ironman pokemon naruto starwars matrix merlin gandalf hobbit killer shadow
    phantom ghost ninja samurai pirate warrior knight wizard magic diamond silver golden platinum crystal
    purple yellow green black white brown blue red rainbow freedom forever family friend friends mother
    father mommy daddy sister brother baby babygirl babyboy london paris berlin newyork america england
    germany france canada mexico brazil india china japan australia texas florida california chicago
    mustang ferrari porsche mercedes corvette camaro toyota honda yamaha suzuki harley trustno money dollar
    lucky winner player gamer minecraft fortnite roblox playstation nintendo xbox guitar music rockstar
    metallica nirvana eminem beatles whatever nothing something anything freedom success happy smile
    cool awesome super power energy star stars moon earth ocean river mountain hunter fisher soldier police
    doctor nurse teacher student school college university maria anna laura sarah julia sophie emma lucas
    david james john peter paul mark steven kevin brian jason ryan alex max leo oliver jack harry
    """

  private static let known = """
    12345678 123456789 1234567890 password password1 qwerty123 1q2w3e4r 11111111 00000000 88888888 87654321
    123123123 987654321 12341234 11223344 12344321 123454321 147852369 qwertyui qwertyuiop asdfghjkl zxcvbnm1
    1qaz2wsx 1qazxsw2 zaq12wsx qazwsxedc qweasdzxc q1w2e3r4 q1w2e3r4t5 1q2w3e4r5t abcd1234 abc12345 a1234567
    a12345678 a123456789 aa123456 aa12345678 123456789a 12345678a 1234567a 123456aa 1234abcd 123abc123 abcabc123
    iloveyou iloveyou1 iloveyou2 iloveu12 loveyou1 ilovegod ilovejesus princess princess1 sunshine sunshine1
    football football1 baseball baseball1 basketball superman superman1 batman123 michael1 jennifer jordan23
    jessica1 michelle charlie1 trustno1 starwars starwars1 whatever whatever1 computer computer1 internet
    corvette mercedes maverick midnight mountain dolphins redskins steelers cowboys1 einstein victoria elizabeth
    alexander christian benjamin nicholas jonathan samantha stephanie danielle rosebud1 scorpion marlboro
    bigdaddy blink182 metallica slipknot nirvana1 greenday eminem12 mustang1 letmein1 letmein123 letmeinn
    welcome1 welcome123 welcome01 changeme changeme1 changeme123 p@ssw0rd p@ssword passw0rd pa55word pa$$word
    pa$$w0rd passpass password! password12 password123 password1234 passwords mypassword nopassword thepassword
    secret12 secret123 topsecret default1 defaultpassword admin123 admin1234 admin12345 adminadmin
    administrator root1234 rootroot toor1234 test1234 test12345 testtest testing1 testpass guest123 guestguest
    user1234 username login123 loginlogin temp1234 temppass master12 master123 masterkey monkey12 monkey123
    dragon12 dragon123 shadow12 shadow123 killer12 killer123 hunter12 hunter123 tigger12 tigger123 buster12
    pokemon1 pokemon123 minecraft minecraft1 fortnite naruto123 ninja123 samsung1 samsung123 iphone12 google12
    google123 facebook facebook1 linkedin linkedin1 twitter1 youtube1 yahoo123 hotmail1 gmail123 myspace1
    microsoft windows1 windows10 linux123 ubuntu12 oracle12 cisco123 juniper1 solarwinds123 raspberry
    logitech toyota12 ferrari1 porsche1 mercedes1 kawasaki harley12 yamaha12 chevrolet diamond1 crystal1
    liverpool liverpool1 arsenal1 chelsea1 chelsea123 manchester united12 barcelona realmadrid juventus
    corinthians flamengo palmeiras saopaulo galatasaray fenerbahce besiktas cristiano ronaldo7 ronaldo123
    hello123 hellohello helloworld goodluck goodbye1 fuckyou1 fuckyou123 fuckoff1 asshole1 bullshit
    babygirl babygirl1 babyboy1 lovelove lovers12 sweetheart sweetpea beautiful gorgeous butterfly butterfly1
    chocolate chocolate1 cookie12 cookie123 cheese12 banana12 banana123 strawberry blueberry watermelon
    pineapple orange12 cherry12 pumpkin1 snowball snowflake rainbow1 rainbow123 sunflower flower12 flower123
    daisy123 lavender hollywood broadway california florida1 newyork1 chicago1 brooklyn washington london12
    london123 england1 scotland ireland1 australia newzealand america1 american canada12 mexico12 brasil12
    brazil12 argentina colombia portugal espana12 germany1 deutschland france12 paris123 italia12 napoli12
    internazionale svenska1 suomi123 polska12 polska123 russia12 moscow12 ukraine1 india123 bharat12 pakistan
    bismillah allahuakbar inshallah jesus123 jesuschrist jesus777 godisgood blessed1 blessing heavenly faith123
    trinity1 spiderman spiderman1 ironman1 wolverine deadpool avengers captain1 gandalf1 frodo123 legolas1
    aragorn1 hogwarts harrypotter voldemort dumbledore hermione startrek enterprise stargate terminator
    matrix12 neo12345 qwer1234 qwer12345 qwert123 qwerty12 qwerty1234 qwerty12345 qwerty123456 qwerty1!
    asdf1234 asdfasdf asdf12345 asdfgh12 asdfghjk zxcv1234 zxczxc123 zxcvbnm123 zaqwsxcde qazwsx12 qazwsx123
    qazqazqaz wsxedcrfv 123qwe123 123qweasd 123qweasdzxc qwe123qwe qweqweqwe qweasd123 asd123asd asdasdasd
    123asd123 987654321a 1234554321 0123456789 01234567 012345678 0987654321 09876543 098765432 111222333
    1111111111 2222222222 123321123 123123123a 1231231234 1212121212 12121212 10101010 1010101010 20202020
    123456654321 1233211234 112233445 11112222 22223333 12345679 123456788 123456780 1234567899 12345670
    123456781 13131313 14141414 147147147 159159159 159753159 15975321 15935700 25802580 31415926 314159265
    420420420 55555555 5555555555 66666666 666666666 69696969 77777777 777777777 7777777777 78787878 789456123
    789789789 741852963 963852741 99999999 999999999 9999999999 19841984 19851985 19861986 19871987 19881988
    19891989 19901990 19911991 19921992 19931993 19941994 19951995 19961996 19971997 19981998 19991999 20002000
    20012001 20202021 20222022 20232023 20242024 20252025 abcdefgh abcdefghi abcdefg1 abcdefg123 abcd12345
    abc123456 abc123abc a1b2c3d4 a1s2d3f4 q2w3e4r5 1a2b3c4d 1a2s3d4f z1x2c3v4 1z2x3c4v aaaaaaaa zzzzzzzz
    xxxxxxxx aassddff qqwweerr qwaszx12 poiuytrewq lkjhgfdsa mnbvcxz1 mnbvcxzlk 5tgb6yhn 3edc4rfv 2wsx3edc
    zaq1zaq1 zaq1xsw2 xsw21qaz cde34rfv nhy67ujm 1password 1password1 2password thisisapassword correcthorse
    correcthorsebatterystaple letmeinplease openseame opensesame iamthebest iamawesome imissyou ihateyou
    nothing1 whatever12 who12345 please12 please123 thankyou thankyou1 sorry123 forever1 foreverlove together1
    happiness happy123 happy2day smile123 lucky123 lucky777 winner12 champion champions player12 gamer123
    gameover hacker12 hacker123 warrior1 gladiator spartan1 spartan117 assassin predator phantom1 blackcat
    blackbird blackhawk blackout whitecat redrose1 bluebird bluesky1 greenday1 purple12 purple123 yellow12
    yellow123 silver12 silver123 golden12 platinum titanium carolina georgia1 virginia savannah charlotte
    madison1 brandon1 anthony1 matthew1 joshua12 andrew12 daniel12 daniel123 robert12 robert123 thomas12
    thomas123 william1 richard1 charles1 patrick1 kimberly veronica isabella valentina gabriela alejandra
    alejandro francisco fernando guillermo sebastian santiago mariposa teamo123 teamomucho tequiero
    estrella1 princesa contrasena password2 passwort1 passwort123 hallo123 hallo1234 schatz12 geheim12 geheim123
    sommer12 sommer123 schalke04 motdepasse azerty123 azertyui azerty12 doudou12 soleil12 soleil123 marseille
    jetaime1 loulou12 chouchou bonjour1 nicolas1 camille1 senha123 mudar123 brasil123 wachtwoord welkom01
    welkom123 voetbal1 amsterdam feyenoord lösenord hejhej12 fotboll1 salasana haslo123 misiek12 kochanie
    dragonball pikachu1 charizard doraemon nintendo nintendo1 playstation playstation1 xbox3600 halflife
    counter1 counterstrike leagueoflegends runescape warcraft warcraft1 starcraft diablo12 skyrim12 blizzard
    firebird firefire firefly1 fireman1 thunder1 lightning hurricane tornado1 avalanche everest1 explorer
    discovery challenger columbia apollo11 apollo13 einstein1 newton12 darwin12 shakespeare napoleon caesar12
    spring2024 spring2025 spring2026 summer2024 summer2025 summer2026 autumn2024 autumn2025 autumn2026
    winter2024 winter2025 winter2026 q1w2e3r4t5y6 p4ssw0rd p455w0rd l3tm31n! h4ck3r12 adm1n123 r00tr00t
    """
}
